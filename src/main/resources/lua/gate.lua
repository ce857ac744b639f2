#!lua flags=allow-oom
-- The gate: what one tick of an event loop has to say about wallets, in the order in which it said
-- it. Each entry decides and takes effect in this one step.
--
-- KEYS  for each entry, as its verb wants: the wallet's hash, its bucket's hash of pending marks, the
--       record of a decline under the entry's key. In a cluster all of them share the bucket's tag.
-- ARGV  the epoch: which server this is, as its clients see it; then for each entry a verb and what
--       goes with it
--         R reserve   field, identity, amount, flags (1 less will do, 2 whatever is there),
--                     fingerprint; all three keys
--         S settle    field: the operation is committed, forget its mark; wallet and marks
--         U undo      field: the operation will not be committed, give back what it reserved; wallet
--                     and marks
--         A add       amount, version: a commit that made this version raised the balance; wallet
--         I invalidate  version: forget what is cached, nothing older may come back; wallet
--
-- May write when the server is out of memory: giving back needs none, a mark stands only as long as
-- its operation is under way, and no wallet is added here.
--
-- Returns two values for each entry that reserves: a code, and what goes with it
--         0 reserved, the amount taken      4 key pending for a different request
--         1 short, what is available        5 declined before, as it was recorded
--         2 not cached                      6 not this wallet, or not active: ask the ledger
--         3 pending for the same request
--
-- Wallet hash: a available, s status, k identity "business|currency|id", v the version it was
-- loaded at, e the epoch it was loaded in, l the ticket of a load under way. Mark:
-- "seconds:amount:fingerprint", field "wallet:operation". Amounts are integers up to 2^53 - 1 that
-- travel as text: they are compared as numbers, but only HINCRBY computes with them.
--
-- A server that was restarted or took over from another may have an old copy of everything. What was
-- loaded in another epoch counts as not cached: raises and reservations of the last moments may be
-- missing in it. Marks are good in any epoch, since the ledger is asked what became of them.

local call = redis.call
local epoch = ARGV[1]
local seconds = call('TIME')[1]
local out = {}

local function pending(mark, fingerprint)
  if string.match(mark, ':(%-?%d+)$') == fingerprint then
    return 3
  end
  return 4
end

local function reserve(wallet, marks, declines, field, identity, amount, flags, fingerprint)
  local said = call('GET', declines)
  if said then
    return 5, said
  end
  local cached = call('HMGET', wallet, 'a', 's', 'k', 'e')
  local available, forced = cached[1], flags == '2' or flags == '3'
  if cached[4] ~= epoch then
    available = false
  end
  if not forced then
    local code, value = nil, ''
    if not available then
      code = 2
    elseif cached[2] ~= '0' or string.sub(cached[3], 1, #identity) ~= identity then
      code = 6
    elseif tonumber(available) < tonumber(amount) then
      if flags == '1' and tonumber(available) > 0 then
        amount = available
      else
        code, value = 1, available
      end
    end
    if code then
      local mark = call('HGET', marks, field)
      if mark then
        return pending(mark, fingerprint), ''
      end
      return code, value
    end
  end
  if call('HSETNX', marks, field, seconds .. ':' .. amount .. ':' .. fingerprint) == 0 then
    return pending(call('HGET', marks, field), fingerprint), ''
  end
  if available then
    call('HINCRBY', wallet, 'a', '-' .. amount)
  else
    -- A load under way has not seen this mark.
    call('HDEL', wallet, 'l')
  end
  return 0, amount
end

local function forget(wallet)
  call('HDEL', wallet, 'a', 'l')
end

local function undo(wallet, marks, field)
  local mark = call('HGET', marks, field)
  if mark then
    call('HDEL', marks, field)
    if call('HEXISTS', wallet, 'a') == 1 then
      call('HINCRBY', wallet, 'a', string.match(mark, ':(%d+):'))
    end
  end
end

local function add(wallet, amount, version)
  local cached = call('HMGET', wallet, 'a', 'v')
  if not cached[1] then
    -- A load under way may have read the row before this commit.
    call('HDEL', wallet, 'l')
  elseif tonumber(version) > tonumber(cached[2]) then
    call('HINCRBY', wallet, 'a', amount)
  end
end

local function invalidate(wallet, version)
  forget(wallet)
  local seen = call('HGET', wallet, 'v')
  if not seen or tonumber(seen) < tonumber(version) then
    call('HSET', wallet, 'v', version)
    call('EXPIRE', wallet, 3600)
  end
end

local k, a = 1, 2
while ARGV[a] do
  local verb, wallet = ARGV[a], KEYS[k]
  if verb == 'R' then
    out[#out + 1], out[#out + 2] = reserve(wallet, KEYS[k + 1], KEYS[k + 2],
      ARGV[a + 1], ARGV[a + 2], ARGV[a + 3], ARGV[a + 4], ARGV[a + 5])
    k, a = k + 3, a + 6
  elseif verb == 'S' then
    if call('HDEL', KEYS[k + 1], ARGV[a + 1]) == 0 then
      -- The mark is gone, and with it perhaps the reservation: let the wallet be loaded again.
      forget(wallet)
    end
    k, a = k + 2, a + 2
  elseif verb == 'U' then
    undo(wallet, KEYS[k + 1], ARGV[a + 1])
    k, a = k + 2, a + 2
  elseif verb == 'A' then
    add(wallet, ARGV[a + 1], ARGV[a + 2])
    k, a = k + 1, a + 3
  else
    invalidate(wallet, ARGV[a + 1])
    k, a = k + 1, a + 2
  end
end
return out
