INSERT INTO points_merchant_on_chain (merchant_id, municipality, account, is_suspended)
SELECT n, '292125', '0xa' || lpad(n::text, 39, '0'), false FROM generate_series(1, 40) AS n;
INSERT INTO points_merchant (id, municipality, name_ja, name_en, category, account, deadline, created_by, created_at,
    failure, failure_args)
SELECT n, '292125', 'shop', '', (ARRAY['food', 'grocery', 'service'])[n % 3 + 1], '0xa' || lpad(n::text, 39, '0'), 0,
    '0x' || repeat('0', 40), now(), '', '{}'
FROM generate_series(1, 40) AS n;
CREATE TEMPORARY TABLE paid AS
SELECT n, '0x' || lpad((n::bigint * 7919 % 20000 + 1)::text, 40, '0') AS holder, (n::bigint * 7919 % 20000 * 7 + n % 6 * 3) % 40 + 1 AS merchant_id,
    100 + n % 3000 AS amount,
    extract(epoch FROM timestamptz '2025-11-15 00:00+00')::bigint + (n::bigint * 2654435761 % 31536000) AS block_time,
    decode(lpad(to_hex(n), 64, '0'), 'hex') AS hash
FROM generate_series(1, 1000000) AS n;
INSERT INTO points_payment_on_chain (block_number, log_index, part, block_time, tx_hash, payment_id, holder,
    merchant_id, amount)
SELECT n, 0, 0, block_time, hash, hash, holder, merchant_id, amount FROM paid;
INSERT INTO points_movement (block_number, log_index, part, block_time, tx_hash, kind, lot_id, sender, recipient,
    amount, merchant_id)
SELECT n, 0, 0, block_time, hash, 'payment', (1::bigint << 32) | 30000, holder,
    '0xa' || lpad(merchant_id::text, 39, '0'), amount, merchant_id
FROM paid;
INSERT INTO points_customer_month (merchant_id, month, program_id, customer, payments, points, refunded)
SELECT merchant_id, date_trunc('month', (to_timestamp(block_time) AT TIME ZONE 'Asia/Tokyo'))::date - date '1970-01-01',
    1, holder, count(*), sum(amount), 0
FROM paid GROUP BY 1, 2, 3, 4;
INSERT INTO verification (account, person, level, municipality, valid_until, verified_by, verified_at, reason, revision)
SELECT '0x' || lpad(n::text, 40, '0'), decode(lpad(to_hex(n), 64, '0'), 'hex'), 'app',
    (ARRAY['292125', '192066', '131041', '193682'])[n / 10 % 4 + 1], date '2036-01-01', '0x' || repeat('0', 40), now(), '', 0
FROM generate_series(1, 20000, 10) AS n;
INSERT INTO points_program_on_chain (block_number, log_index, part, block_time, tx_hash, program_id, issuer, area_id,
    cap, first_day, last_day, is_paid, is_transferable, is_verified_only, refunds_expired, terms_hash)
VALUES (1, 0, 0, 0, '', 1, '292125', 1, 1, 0, 40000, false, false, false, false, '');
INSERT INTO points_campaign (id, campaign_key, program_id, purpose, expiry_day, method, file_name, encoding, row_count,
    error_count, total, chunk_count, deadline, created_by, created_at, started_at, held_chunks, withdrawn_chunks,
    withdrawn_total, failure, failure_args)
SELECT n, decode(lpad(to_hex(n), 64, '0'), 'hex'), 1, 'x', date '2030-01-01', 'grant', '', '', 20000, 0, 1, 1, 0,
    '0x' || repeat('0', 40), now(), timestamptz '2026-08-01 00:00+00', 0, 0, 0, '', '{}'
FROM generate_series(1, 1) AS n;
INSERT INTO points_campaign_row (campaign_id, row_number, identifier, amount_text, account, amount, chunk_index)
SELECT c, n, '', '', '0x' || lpad((n % 20000 + 1)::text, 40, '0'), 100, 0
FROM generate_series(1, 5000) AS n, generate_series(1, 1) AS c;
INSERT INTO points_granted_chunk (block_number, log_index, part, block_time, tx_hash, campaign_key, chunk_index, lot_id, total)
SELECT 1, 1, 0, 0, '', decode(lpad(to_hex(n), 64, '0'), 'hex'), 0, (1::bigint << 32) | 30000, 1
FROM generate_series(1, 1) AS n;
ANALYZE
