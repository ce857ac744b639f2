-- The id of a wallet: UUIDv7 whose number is where the wallet is found and whose tail is random
-- (see io.holdfast.wallet.Ids, which takes it apart). Made here because the number and the moment
-- are only known here.
CREATE OR REPLACE FUNCTION wallet_id(number bigint, created_at timestamptz) RETURNS uuid
LANGUAGE sql VOLATILE AS $$
  SELECT (
    lpad(to_hex((extract(epoch FROM created_at) * 1000)::bigint), 12, '0')
    || '7' || lpad(to_hex(number >> 28), 3, '0')
    || to_hex((2::bigint << 62) | ((number & ((1::bigint << 28) - 1)) << 34)
      | ('x' || left(replace(gen_random_uuid()::text, '-', ''), 8))::bit(32)::bigint)
  )::uuid
$$;
