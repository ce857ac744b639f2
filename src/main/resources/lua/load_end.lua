-- Puts a wallet as PostgreSQL has it into the cache, unless something happened since the load began
-- that the row did not show yet.
--
-- KEYS  the wallet's hash, its bucket's hash of pending marks
-- ARGV  the load's ticket; available, version, status and identity as read from PostgreSQL; seconds
--       to keep it; how many of the marks that were pending when the load began PostgreSQL, in the
--       same snapshot, had not committed; the fields of those, then of those it had committed
-- Returns 1 if the wallet is cached now, 0 if the load must be done again.
--
-- Whatever commits a raise, is forced through, or loses its mark meanwhile takes the ticket away or
-- is missed below; what is still pending is reserved again, as it was before. A pending operation
-- that the row shows already has nothing to give back any more: not if it is a repetition of the
-- committed one, and not if what was committed is that it must not happen. Its mark says so.

local call = redis.call
local wallet, marks = KEYS[1], KEYS[2]
local known = call('HMGET', wallet, 'l', 'v', 'a')
if known[3] then
  return 1
end
if known[1] ~= ARGV[1] or (known[2] and tonumber(known[2]) > tonumber(ARGV[3])) then
  return 0
end
local reserved = {}
local uncommitted = tonumber(ARGV[7])
for i = 8, 7 + uncommitted do
  local mark = call('HGET', marks, ARGV[i])
  if not mark then
    call('HDEL', wallet, 'l')
    return 0
  end
  reserved[#reserved + 1] = string.match(mark, ':(%d+):')
end
call('HDEL', wallet, 'l')
call('HSET', wallet, 'a', ARGV[2], 'v', ARGV[3], 's', ARGV[4], 'k', ARGV[5])
for i = 8 + uncommitted, #ARGV do
  local mark = call('HGET', marks, ARGV[i])
  if mark then
    call('HSET', marks, ARGV[i], (string.gsub(mark, ':%d+:', ':0:')))
  end
end
for _, amount in ipairs(reserved) do
  call('HINCRBY', wallet, 'a', '-' .. amount)
end
call('EXPIRE', wallet, ARGV[6])
return 1
