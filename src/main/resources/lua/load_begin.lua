-- Opens loads of wallets that are not cached, or joins those that are under way.
--
-- KEYS  two a wallet: its hash, its bucket's hash of pending marks. In a cluster all of them share
--       the bucket's hash tag.
-- ARGV  the epoch, see gate.lua; then two a wallet: the ticket to use if no load is under way; the wallet's number and a colon
-- Returns one list a wallet: empty if it is cached by now; else the load's ticket, followed by the
-- fields of all marks of this wallet: operations that may or may not be committed.

local call = redis.call
local replies = {}
for k = 1, #KEYS, 2 do
  local wallet, ticket, prefix = KEYS[k], ARGV[k + 1], ARGV[k + 2]
  local out = {}
  local cached = call('HMGET', wallet, 'a', 'e')
  if cached[1] and cached[2] ~= ARGV[1] then
    call('HDEL', wallet, 'a', 'l')
    cached[1] = false
  end
  if not cached[1] then
    call('HSETNX', wallet, 'l', ticket)
    -- A load takes milliseconds; one that was abandoned must not leave its ticket for long.
    call('EXPIRE', wallet, 60)
    out[1] = call('HGET', wallet, 'l')
    for _, field in ipairs(call('HKEYS', KEYS[k + 1])) do
      if string.sub(field, 1, #prefix) == prefix then
        out[#out + 1] = field
      end
    end
  end
  replies[#replies + 1] = out
end
return replies
