-- Puts wallets as PostgreSQL has them into the cache, each unless something happened since its load
-- began that the row did not show yet.
--
-- KEYS  two a wallet: its hash, its bucket's hash of pending marks. In a cluster all of them share
--       the bucket's hash tag.
-- ARGV  the epoch, see gate.lua; then for each wallet: the load's ticket; available, version, status and identity as read from
--       PostgreSQL; seconds to keep it; how many of the marks that were pending when the load began
--       PostgreSQL, in the same snapshot, had not committed, and how many it had; the fields of
--       those, then of these
-- Returns one number a wallet: 1 if it is cached now, 0 if the load must be done again.
--
-- Whatever commits a raise, is forced through, or loses its mark meanwhile takes the ticket away or
-- is missed below; what is still pending is reserved again, as it was before. A pending operation
-- that the row shows already has nothing to give back any more: not if it is a repetition of the
-- committed one, and not if what was committed is that it must not happen. Its mark says so.

local call = redis.call

local function finish(wallet, marks, at, uncommitted, committed)
  local known = call('HMGET', wallet, 'l', 'v', 'a', 'e')
  if known[3] and known[4] == ARGV[1] then
    return 1
  end
  if known[1] ~= ARGV[at] or (known[2] and tonumber(known[2]) > tonumber(ARGV[at + 2])) then
    return 0
  end
  local reserved = {}
  for i = at + 8, at + 7 + uncommitted do
    local mark = call('HGET', marks, ARGV[i])
    if not mark then
      call('HDEL', wallet, 'l')
      return 0
    end
    local amount = string.match(mark, ':(%d+):')
    if amount ~= '0' then -- Given back already, in a load that was lost again; "-0" is no number.
      reserved[#reserved + 1] = amount
    end
  end
  call('HDEL', wallet, 'l')
  call('HSET', wallet,
    'a', ARGV[at + 1], 'v', ARGV[at + 2], 's', ARGV[at + 3], 'k', ARGV[at + 4], 'e', ARGV[1])
  for i = at + 8 + uncommitted, at + 7 + uncommitted + committed do
    local mark = call('HGET', marks, ARGV[i])
    if mark then
      call('HSET', marks, ARGV[i], (string.gsub(mark, ':%d+:', ':0:')))
    end
  end
  for _, amount in ipairs(reserved) do
    call('HINCRBY', wallet, 'a', '-' .. amount)
  end
  call('EXPIRE', wallet, ARGV[at + 5])
  return 1
end

local replies = {}
local at = 2
for k = 1, #KEYS, 2 do
  local uncommitted, committed = tonumber(ARGV[at + 6]), tonumber(ARGV[at + 7])
  replies[#replies + 1] = finish(KEYS[k], KEYS[k + 1], at, uncommitted, committed)
  at = at + 8 + uncommitted + committed
end
return replies
