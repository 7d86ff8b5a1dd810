-- Conventions: columns ending in _at are instants in milliseconds since 1970 UTC; columns ending in _date are ISO local
-- dates; yes/no is 1/0; amounts are in the currency's smallest unit. ${identity} is the dialect's own numbering.

-- One order of the shop. Written by intake only.
create table customer_order (
    id            ${identity},
    number        text not null unique,     -- the shop's order number
    customer_name text,                     -- as the shop writes it
    email         text,                     -- null: the customer cannot be mailed
    phone         text,
    locale        text not null,            -- BCP 47, decides the language of every message
    country       text not null,            -- destination, ISO 3166-1 alpha-2
    postcode      text,
    imported_at   bigint not null,          -- first import
    updated_at    bigint not null           -- last import that changed something
);

-- One box with one tracking number: what we watch.
create table parcel (
    id                 ${identity},
    order_id           bigint not null references customer_order (id),
    carrier            text not null,       -- carrier code, the folder's name in carriers/
    tracking_number    text not null,       -- normalised
    leg                text not null,       -- OUTBOUND, EXCHANGE (a replacement) or RETURN
    service            text,                -- the carrier's product, as the shop names it
    shipped_at         bigint,              -- handed over, as the shop says
    promise_date       text,                -- what the shop told the buyer; never changes by itself
    value_minor        bigint,              -- value of the goods
    currency           text,                -- ISO 4217
    items              text,                -- what is in it, in the shop's words
    imported_at        bigint not null,     -- intake
    updated_at         bigint not null,     -- intake
    -- written by the poller, from the newest answer
    status             text not null default 'pre.no_data',
    milestone          text not null default 'UNKNOWN',
    status_at          bigint,              -- when the statement behind status was made by the carrier
    last_event_at      bigint,              -- when the carrier's newest statement of any kind was made
    estimated_date     text,                -- the carrier's current estimate
    pickup_place       text,
    pickup_until_date  text,                -- last day at the pickup point, as the carrier says
    customer_page      text,                -- the carrier's page for this parcel
    -- polling; written by the poller
    next_poll_at       bigint,              -- due instant; null: no longer asked
    claimed_until      bigint,              -- lease of the poller that is asking; a crash lets it expire
    last_polled_at     bigint,              -- last question, whatever the answer
    last_answered_at   bigint,              -- last answer that told something, or "not found"
    last_outcome       text,                -- word of PollOutcome
    last_detail        text,                -- its detail
    failed_polls       integer not null default 0, -- in a row
    unknown_since      bigint,              -- since when the carrier answers "not found"; null: it knows the number
    -- judging; set by poller and intake (now), moved on by the assessor
    assess_after       bigint,              -- due instant; null: nothing to judge any more
    -- telling; set by the assessor (now), cleared or moved on by the desk
    desk_due_at        bigint,              -- due instant; null: the desk has seen all
    unique (order_id, carrier, tracking_number)
);
create index parcel_poll_due on parcel (carrier, next_poll_at) where next_poll_at is not null;
create index parcel_assess_due on parcel (assess_after) where assess_after is not null;
create index parcel_desk_due on parcel (desk_due_at) where desk_due_at is not null;
create index parcel_number on parcel (tracking_number);

-- What the carrier said, verbatim and append-only. Written by the poller.
create table tracking_event (
    id             ${identity},
    parcel_id      bigint not null references parcel (id),
    identity       text not null,           -- hash of code, time and place: the same statement is stored once
    carrier_code   text not null,
    carrier_text   text not null,
    occurred_local text not null,           -- ISO local date-time on the clock of the place
    utc_offset     text,                    -- '+01:00'; null: zone unknown
    occurred_at    bigint not null,         -- instant; local time read as UTC when the zone is unknown
    status         text not null,           -- our meaning at the time of recording
    informational  integer not null,        -- 1: does not move the parcel
    place          text,
    country        text,
    recorded_at    bigint not null,         -- when we saw it first
    withdrawn_at   bigint,                  -- when a later answer no longer had it; null: still said
    unique (parcel_id, identity)
);

-- A code that the carrier's table does not list, waiting for somebody to map it. Written by the poller.
create table unmapped_code (
    carrier       text not null,
    carrier_code  text not null,
    sample_text   text not null,
    sightings     bigint not null,
    first_seen_at bigint not null,
    last_seen_at  bigint not null,
    primary key (carrier, carrier_code)
);

-- What was used of a carrier's limits, so that a restart does not start afresh. Written by the poller before it asks.
create table carrier_quota (
    carrier         text not null,
    window_ms       bigint not null,        -- length of the limit's window
    slice_start_at  bigint not null,        -- start of one sixtieth of that window
    used            bigint not null,        -- requests made in the slice
    primary key (carrier, window_ms, slice_start_at)
);

-- How a carrier's feed is doing. Written by the poller.
create table carrier_health (
    carrier          text primary key,
    state            text not null,         -- OPEN (answers), RESTING (paused after failures), REFUSED (credentials)
    paused_until     bigint,                -- no question before
    failures         integer not null,      -- in a row
    last_answered_at bigint,
    last_failed_at   bigint,
    last_error       text
);

-- What we conclude about a parcel, with the reason; its whole life is kept. Written by the assessor.
create table flag (
    id            ${identity},
    parcel_id     bigint not null references parcel (id),
    kind          text not null,            -- FlagKind
    episode       integer not null,         -- counts from 1 each time the kind is raised anew for the parcel
    state         text not null,            -- OPEN, CLOSED
    step          integer not null,         -- 1 first look, then as the rule escalates; only goes up
    for_staff     integer not null,         -- 1: a person is needed
    for_customer  integer not null,         -- 1: the customer is told
    since_at      bigint not null,          -- when the reason began (the deadline passed), not when we noticed
    raised_at     bigint not null,          -- when we noticed
    stepped_at    bigint not null,          -- when the step was last changed
    closed_at     bigint,
    rule          text not null,            -- name and version of the rule
    reason_key    text not null,            -- which sentence
    reason_args   text not null,            -- JSON: its facts
    closed_key    text,                     -- which sentence says why it ended
    closed_args   text
);
create unique index flag_open on flag (parcel_id, kind) where state = 'OPEN';
create index flag_parcel on flag (parcel_id);

-- The work item for a person. Written by the desk and by the staff's verbs.
create table service_case (
    id           ${identity},
    parcel_id    bigint not null references parcel (id),
    order_id     bigint not null references customer_order (id),
    kind         text not null,             -- CaseKind: the gravest of its flags
    priority     integer not null,          -- 1 most urgent to 4
    state        text not null,             -- OPEN, CLOSED
    opened_at    bigint not null,
    due_at       bigint not null,           -- first answer due, by the service goal in the shop's hours
    owner        text,
    closed_at    bigint,
    close_reason text,                      -- CloseReason, from a closed list
    version      integer not null default 1 -- compare-and-set
);
create unique index service_case_open on service_case (parcel_id) where state = 'OPEN';
create index service_case_due on service_case (state, due_at);

-- What happened in a case, append-only.
create table case_entry (
    id       ${identity},
    case_id  bigint not null references service_case (id),
    at       bigint not null,
    author   text not null,                 -- 'prevenance' or who typed the verb
    kind     text not null,                 -- EntryKind
    text     text not null
);
create index case_entry_case on case_entry (case_id);

-- Which flags a case is about and how far the desk has told their life in it. Written by the desk. A staff flag that
-- stands here has had its case, so that it opens no second one after a person closed it.
create table case_flag (
    case_id   bigint not null references service_case (id),
    flag_id   bigint not null references flag (id),
    step      integer not null,             -- the flag's step as last told
    for_staff integer not null,             -- 1: it asked for a person when last looked at
    closed    integer not null,             -- 1: its end has been told
    primary key (case_id, flag_id)
);
create index case_flag_flag on case_flag (flag_id);

-- What is to be said, is being said and was said. Inserted in the transaction of its cause.
create table outbox_message (
    id              ${identity},
    message_key     text not null unique,   -- subject/kind/episode: nobody is told twice
    kind            text not null,          -- MessageKind
    order_id        bigint not null references customer_order (id),
    parcel_id       bigint references parcel (id),
    case_id         bigint references service_case (id),
    recipient       text,
    locale          text not null,
    facts           text not null,          -- JSON: what the template may say
    state           text not null,          -- QUEUED, SENDING, SENT, SUPPRESSED (not to be said any more), DEAD (refused for good)
    state_reason    text,                   -- why SUPPRESSED or DEAD, or the last failure
    created_at      bigint not null,
    next_attempt_at bigint,                 -- due instant; null: nothing to do
    claimed_until   bigint,                 -- lease of the sender; a crash lets it expire
    attempts        integer not null default 0, -- those the message itself used up; a server that is down uses none
    first_deferred_at bigint,               -- when a server first put it off; the age at which it is given up counts from here
    sent_at         bigint,                 -- when the server had accepted it
    message_id      text not null unique,   -- Message-ID, the same over all attempts
    template        text,                   -- template set and digest it was rendered from
    subject_line    text,
    archive         ${blob},                -- the mail's exact bytes, from the first attempt on
    desk_due_at     bigint                  -- the desk must look (DEAD, or no address); null: seen
);
create index outbox_due on outbox_message (next_attempt_at) where next_attempt_at is not null;
create index outbox_desk_due on outbox_message (desk_due_at) where desk_due_at is not null;
create index outbox_parcel on outbox_message (parcel_id);

-- Addresses a server refused for good. Written by the sender.
create table suppressed_address (
    address    text primary key,            -- lower case
    reason     text not null,
    since_at   bigint not null
);

-- Money on its way back to a customer. Written by intake.
create table refund (
    id             ${identity},
    reference      text not null unique,    -- the shop's
    order_id       bigint not null references customer_order (id),
    amount_minor   bigint not null,
    currency       text not null,
    means          text not null,           -- CARD, DEFERRED_CARD, BANK_TRANSFER, WALLET, VOUCHER, OTHER
    triggered_at   bigint not null,
    bank_reference text,
    show_by_date   text not null,           -- until when it should show on the account
    imported_at    bigint not null,
    updated_at     bigint not null
);

-- A replacement for something. Written by intake.
create table exchange (
    id          ${identity},
    reference   text not null unique,       -- the shop's
    order_id    bigint not null references customer_order (id),
    parcel_id   bigint references parcel (id), -- the replacement, a watched parcel of its own
    items       text,
    shipped_at  bigint,
    imported_at bigint not null,
    updated_at  bigint not null
);

-- Files taken from the drop folder, by content, so that the same file twice changes nothing. Written by intake.
create table import_file (
    digest      text primary key,           -- SHA-256 of the bytes
    name        text not null,
    kind        text not null,              -- ORDERS, REFUNDS, EXCHANGES
    imported_at bigint not null,
    rows_read   bigint not null,
    rows_bad    bigint not null
);
