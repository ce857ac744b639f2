-- Opens the load of a wallet that is not cached, or joins one that is under way.
--
-- KEYS  the wallet's hash, its bucket's hash of pending marks
-- ARGV  the ticket to use if no load is under way; the wallet's number and a colon
-- Returns an empty list if the wallet is cached by now; else the load's ticket, followed by the
-- fields of all marks of this wallet: operations that may or may not be committed.

local call = redis.call
if call('HEXISTS', KEYS[1], 'a') == 1 then
  return {}
end
call('HSETNX', KEYS[1], 'l', ARGV[1])
-- A load takes milliseconds; one that was abandoned must not leave its ticket for long.
call('EXPIRE', KEYS[1], 60)
local out = {call('HGET', KEYS[1], 'l')}
for _, field in ipairs(call('HKEYS', KEYS[2])) do
  if string.sub(field, 1, #ARGV[2]) == ARGV[2] then
    out[#out + 1] = field
  end
end
return out
