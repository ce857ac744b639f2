-- What is cached of wallets that nothing is pending on.
--
-- KEYS  two a wallet: its hash, its bucket's hash of pending marks. In a cluster all of them share
--       the bucket's hash tag.
-- ARGV  the epoch, see gate.lua; then one a wallet: its number and a colon
-- Returns one text a wallet: its available balance; empty if it is not cached, not in this epoch, or
-- something is pending on it.

local call = redis.call
local replies = {}
for k = 1, #KEYS, 2 do
  local cached = call('HMGET', KEYS[k], 'a', 'e')
  local available = ''
  if cached[1] and cached[2] == ARGV[1] then
    local prefix = ARGV[(k + 1) / 2 + 1]
    available = cached[1]
    for _, field in ipairs(call('HKEYS', KEYS[k + 1])) do
      if string.sub(field, 1, #prefix) == prefix then
        available = ''
      end
    end
  end
  replies[#replies + 1] = available
end
return replies
