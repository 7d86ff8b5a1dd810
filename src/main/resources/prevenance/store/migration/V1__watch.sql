-- Conventions: columns ending in _at are instants in milliseconds since 1970 UTC; columns ending in _date are ISO local
-- dates; yes/no is 1/0; amounts are in the currency's smallest unit. ${identity} is the dialect's own numbering.

-- One order of the shop. Written by intake only.
create table customer_order (
    id            ${identity},
    number        text not null unique,     -- the shop's order number
    shop          text,                     -- code of the shop that sold it, a key of `shops:`; null: the only or first one
    ordered_at    bigint,                   -- when the customer ordered, as the shop says
    customer_name text,                     -- as the shop writes it
    email         text,                     -- null: the customer cannot be mailed
    phone         text,
    locale        text not null,            -- BCP 47, decides the language of every message
    country       text not null,            -- destination, ISO 3166-1 alpha-2
    postcode      text,
    search_text   text,                     -- words of name and e-mail as SearchText has them, found by their beginnings; null: neither is known
    imported_at   bigint not null,          -- first import
    updated_at    bigint not null,          -- last import that changed something
    -- written by the customer on his page, or by the staff
    progress_off_at bigint,                 -- since when he wants no mails about mere progress; null: he gets them
    link_generation integer not null default 1 -- links to his page of an earlier generation are void
);
create index customer_order_email on customer_order (email) where email is not null;
-- A person by his address, however he writes it: export, erasure, addresses that get no mail.
create index customer_order_address on customer_order (lower(email)) where email is not null;
create index customer_order_country on customer_order (country);

-- One box with one tracking number: what we watch.
create table parcel (
    id                 ${identity},
    order_id           bigint not null references customer_order (id),
    carrier            text not null,       -- carrier code, the folder's name in carriers/: whom we ask
    real_carrier       text,                -- who takes it, as people call it, where an aggregator is asked; null: the one asked
    tracking_number    text not null,       -- normalised
    leg                text not null,       -- OUTBOUND, EXCHANGE (a replacement) or RETURN
    service            text,                -- the carrier's product, as the shop names it
    shipped_at         bigint,              -- handed over, as the shop says
    promise_date       text,                -- what the shop told the buyer; never changes by itself
    promise_from_time  text,                -- 'HH:MM', start of the promised window on that day, at the destination; null: none
    promise_until_time text,                -- its end; null: the end of the day
    origin_country     text,                -- where it leaves from, ISO 3166-1 alpha-2; null: the shop's usual place
    origin_postcode    text,
    replaced_by        bigint references parcel (id), -- the parcel whose number has taken its place; intake or staff
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
    carrier_promise_date text,              -- the day to which the carrier commits itself; never the shop's promise
    proof_of_delivery  text,                -- the carrier's reference of the proof, or an https link to it; never the proof
    pickup_place       text,
    pickup_until_date  text,                -- last day at the pickup point, as the carrier says
    customer_page      text,                -- the carrier's page for this parcel
    first_scan_at      bigint,              -- the carrier's first physical scan
    delivered_at       bigint,              -- when the recipient got it, as the carrier says; null again when it takes that back
    -- polling; written by the poller
    next_poll_at       bigint,              -- due instant; null: no longer asked
    claimed_until      bigint,              -- lease of the poller that is asking; a crash lets it expire
    claimed_by         text,                -- node.id of that poller, or of the last one
    last_polled_at     bigint,              -- last question, whatever the answer
    last_answered_at   bigint,              -- last answer that told something, or "not found"
    last_outcome       text,                -- word of PollOutcome
    last_detail        text,                -- its detail
    failed_polls       integer not null default 0, -- in a row
    unknown_since      bigint,              -- since when the carrier answers "not found"; null: it knows the number
    probe_at           bigint,              -- a rule's limit is reached then, so one looks just before; null: none soon.
                                            -- Written by the assessor
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
-- The list of parcels: by what it is narrowed, and in which order it is walked.
create index parcel_carrier on parcel (carrier);
create index parcel_milestone on parcel (milestone);
create index parcel_start on parcel (coalesce(shipped_at, imported_at));
create index parcel_silence on parcel (coalesce(last_event_at, imported_at), id);
create index parcel_promise on parcel (coalesce(promise_date, '9999-12-31'), id);
create index parcel_value on parcel (coalesce(value_minor, 0), id);
create index parcel_delivered on parcel (delivered_at) where delivered_at is not null;
-- Who was not read for how long, and at which carriers: coverage, the carriers' page, the start page.
create index parcel_unread on parcel (coalesce(last_answered_at, 0), carrier, last_outcome) where next_poll_at is not null;
-- The leases of those who are gone are ended: at each start, and when another daemon dies.
create index parcel_claimed on parcel (claimed_by) where claimed_until is not null;
-- The board of dates: parcels under way without an agreed one, which the law gives a last day.
create index parcel_undated on parcel (order_id)
    where next_poll_at is not null and promise_date is null and leg = 'OUTBOUND';
create index parcel_journey on parcel (coalesce(first_scan_at, shipped_at));

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
    source         text not null default 'CARRIER', -- CARRIER, or STAFF: a status that a person set, with his reason as text
    recorded_at    bigint not null,         -- when we saw it first
    withdrawn_at   bigint,                  -- when a later answer no longer had it; null: still said
    unique (parcel_id, identity)
);

-- The newest reply of a carrier about a parcel, as it came; of one about several, the parcel's own entry as JSON.
-- Written by the poller, kept for looking at.
create table carrier_reply (
    parcel_id   bigint primary key references parcel (id),
    replied_at  bigint not null,
    outcome     text not null,              -- word of PollOutcome
    media_type  text not null,
    body        ${blob} not null,           -- gzip; cut at a bound, then cut_short is 1
    cut_short   integer not null
);

-- A code that the carrier's table does not list, waiting for somebody to map it. Written by the poller.
create table unmapped_code (
    carrier       text not null,
    carrier_code  text not null,            -- or its text, where the carrier gave no code
    table_key     text,                     -- what a table would have to list; null where the carrier gave no code
    sample_text   text not null,            -- at the first sight
    sample_country text,                    -- likewise, ISO 3166-1 alpha-2
    sightings     bigint not null,          -- statements, each counted once
    first_seen_at bigint not null,
    last_seen_at  bigint not null,
    primary key (carrier, carrier_code)
);

-- What a carrier said that cannot be true together with the rest of its answer. Written by the poller, each once.
create table contradiction (
    id            ${identity},
    parcel_id     bigint not null references parcel (id),
    kind          text not null,            -- WORDS_DENY_THE_END, WORDS_SAY_DELIVERED, DELIVERED_AFTER_RETURN,
                                            -- MOVING_AFTER_DELIVERY
    event_identity text not null,           -- of the statement
    carrier       text not null,
    carrier_code  text not null,
    carrier_text  text not null,
    code_status   text not null,            -- what the code means by the carrier's tables
    status        text not null,            -- what was made of it
    seen_at       bigint not null,
    unique (parcel_id, kind, event_identity)
);
create index contradiction_carrier on contradiction (carrier, id);

-- What was used of a carrier's limits, so that a restart does not start afresh. Written by the poller before it asks.
create table carrier_quota (
    carrier         text not null,
    window_ms       bigint not null,        -- length of the limit's window
    slice_start_at  bigint not null,        -- start of one sixtieth of that window
    used            bigint not null,        -- requests made in the slice
    primary key (carrier, window_ms, slice_start_at)
);

-- What an aggregator was told to watch: it is asked about a number only then. Written by the registrar; the poller marks
-- what the aggregator says it does not watch.
create table carrier_registration (
    carrier       text not null,            -- the aggregator's code
    number        text not null,            -- parcel.tracking_number; parcels of several orders may share it
    state         text not null,            -- REGISTERED (also when it was so already), REJECTED (it does not take the number;
                                            -- tried again when the parcel is due), LOST (it says that it watches it no longer)
    registered_as text,                     -- the aggregator's own code of the real carrier; null: left to the aggregator
    registered_at bigint,                   -- when it said so first, or again after LOST; null: never
    reference     text,                     -- the aggregator's own name of it; null: it gives none
    detail        text,                     -- why it was rejected or lost; null otherwise
    primary key (carrier, number)
);
create index carrier_registration_number on carrier_registration (number);

-- Until when nothing more is registered with an aggregator: the quota is spent, it refuses us or does not answer. What is
-- registered is asked about all the same. Written by the registrar, removed with the next success and at its start.
create table registration_pause (
    carrier       text primary key,
    paused_until  bigint not null,
    failures      integer not null,         -- failed requests in a row
    outcome       text not null,            -- word of RegistrationOutcome: throttled, refused, unreachable
    detail        text not null
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

-- A stretch of time in which a carrier's feed told us nothing, be the carrier or the way to it to blame. Written by the
-- poller's side; it stops the silent clocks and is never deleted.
create table feed_outage (
    id        ${identity},
    carrier   text not null,
    began_at  bigint not null,              -- last good reading before it, not when it was noticed
    ended_at  bigint,                       -- first good reading after it; null: still down
    noticed_at bigint not null,
    cause     text not null,                -- OutageCause
    detail    text
);
create unique index feed_outage_open on feed_outage (carrier) where ended_at is null;
create index feed_outage_carrier on feed_outage (carrier, began_at);

-- What a carrier's feed did in one hour of UTC. Written by the poller.
create table feed_hour (
    carrier    text not null,
    hour_at    bigint not null,
    reads      bigint not null,             -- questions answered or "not found"
    failures   bigint not null,             -- questions that failed
    events     bigint not null,             -- new statements seen
    delay_ms   bigint not null,             -- sum over those of seen minus occurred, each at least 0
    newest_at  bigint,                      -- the newest statement's own instant, at most when it was seen; null: none
    primary key (carrier, hour_at)
);

-- Many parcels in one trouble: grouped before any case or mail leaves. Written by the incident desk and the staff.
create table incident (
    id          ${identity},
    carrier     text not null,
    worry       text not null,              -- Worry: what its flags have in common; flags of graver ones do not join
    scope       text not null,              -- IncidentScope: DEPOT, AREA, SERVICE, DAY, CARRIER or CODE
    scope_value text not null,              -- folded depot, country and postcode area, service, ISO day, carrier's code; '' for CARRIER
    label       text,                       -- the depot or area as people write it; null: the value says it
    state       text not null,              -- OPEN (waits for a decision), TELLING (wording approved), PAUSED (no mail leaves),
                                            -- QUIET (nothing is told), CLOSED
    opened_at   bigint not null,
    began_at    bigint not null,            -- the first member's reason
    pulled_at   bigint,                     -- when the flags were taken in that the desk had handled before; null: not all yet
    last_member_at bigint not null,
    members     integer not null default 0, -- parcels that ever joined
    usual       integer not null,           -- what was usual in that window, tenths
    evidence    text not null,              -- JSON: the counts and limits that made it one
    wording     text,                       -- JSON by locale: what is told; null: not written yet
    cause       text,                       -- DelayCause, as the staff name it; null: not known
    next_update_date text,                  -- promised in the mail
    round       integer not null default 0, -- counts the approved wordings; 0: none yet
    reminded_round integer not null default 0, -- the round whose promised day the staff was reminded of
    decided_by  text,
    decided_at  bigint,
    closed_at   bigint,
    close_how   text,                       -- IncidentEnd: ENDED, RELEASED or DROPPED; null while open
    close_note  text,
    version     integer not null default 1
);
create unique index incident_open on incident (carrier, worry, scope, scope_value) where state <> 'CLOSED';
create index incident_state on incident (state, opened_at);

-- The same for the last hours in steps of five minutes, counted in requests, to notice a failing feed soon. Written by
-- the poller, which also clears what is older.
create table feed_slice (
    carrier       text not null,
    slice_at      bigint not null,
    good          bigint not null,          -- requests with an answer about at least one parcel
    failed        bigint not null,          -- the others
    first_good_at bigint,                   -- the first good one; null: none
    primary key (carrier, slice_at)
);

-- When a carrier's parcels have news, as its own parcels have taught. Learned anew every night by the poller's side.
create table news_rates (
    carrier    text primary key,
    learned_at bigint not null,
    news       bigint not null,             -- pieces of news it was learned from
    rates      text not null                -- NewsText
);

-- The last sign of life of the daemon, one row: what lies between it and the next start could not be read.
create table daemon_beat (
    only_row integer primary key check (only_row = 1),
    beat_at  bigint not null
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
    evidence      text,                     -- JSON: events, clock, threshold with its source, days not counted (Evidence)
    place_key     text,                     -- depot of the last progress when raised, folded; null: unknown. Groups incidents
    settled_at    bigint,                   -- when the incident desk has looked at it; null: no case or mail yet
    incident_id   bigint references incident (id), -- the incident that speaks for it; null: it stands for itself
    closed_key    text,                     -- which sentence says why it ended
    closed_args   text
);
create unique index flag_open on flag (parcel_id, kind) where state = 'OPEN';
create index flag_parcel on flag (parcel_id);
create index flag_kind on flag (kind, state, raised_at);
create index flag_unsettled on flag (raised_at) where settled_at is null and state = 'OPEN';
-- Lists of open flags by their age.
create index flag_age on flag (raised_at, id, parcel_id) where state = 'OPEN';
create index flag_incident on flag (state, incident_id) where incident_id is not null;

-- What a rule on trial concludes about a parcel: no case and no mail come of it, and nothing but reports reads it.
-- Written by the assessor.
create table shadow_flag (
    id            ${identity},
    parcel_id     bigint not null references parcel (id),
    kind          text not null,            -- FlagKind
    step          integer not null,
    for_staff     integer not null,
    for_customer  integer not null,
    since_at      bigint not null,
    raised_at     bigint not null,
    stepped_at    bigint not null,
    closed_at     bigint,                   -- null: open
    rule          text not null,
    reason_key    text not null,
    reason_args   text not null             -- JSON
);
create unique index shadow_flag_open on shadow_flag (parcel_id, kind) where closed_at is null;
create index shadow_flag_raised on shadow_flag (raised_at);
create index shadow_flag_parcel on shadow_flag (parcel_id);

-- The work item for a person, about a parcel, an order as a whole or an incident. Written by the desk, by the staff and
-- by what customers say.
create table service_case (
    id           ${identity},
    parcel_id    bigint references parcel (id), -- null: about the order
    order_id     bigint references customer_order (id), -- null: about an incident
    incident_id  bigint references incident (id), -- null: about a parcel or order
    kind         text not null,             -- CaseKind: the gravest of its reasons
    priority     integer not null,          -- 1 most urgent to 4
    state        text not null,             -- OPEN, CLOSED
    opened_at    bigint not null,
    due_at       bigint not null,           -- first answer due, by the service goal in the shop's hours
    answered_at  bigint,                    -- when a person first did something, or the customer was first written to
    owner        text,                      -- login of who has taken it
    waiting_until bigint,                   -- laid aside by a decision to wait; null: to be done
    call_back_at bigint,                    -- the customer is to be called then; null: no call asked for
    root_cause   text,                      -- RootCause, what logistics can learn from it
    swapped_with bigint references service_case (id), -- the other half of two swapped parcels
    closed_at    bigint,
    close_reason text,                      -- CloseReason, from a closed list
    version      integer not null default 1 -- compare-and-set
);
create unique index service_case_open on service_case (parcel_id) where state = 'OPEN' and parcel_id is not null;
create unique index service_case_order_open on service_case (order_id) where state = 'OPEN' and parcel_id is null;
create unique index service_case_incident_open on service_case (incident_id) where state = 'OPEN' and incident_id is not null;
create index service_case_parcel on service_case (parcel_id) where parcel_id is not null;
-- The list of cases, the start page and the counts on every page: what nobody has answered, first due first.
create index service_case_todo on service_case
    ((case when answered_at is null then 0 else 1 end), due_at, id, waiting_until, owner) where state = 'OPEN';
create index service_case_due on service_case (due_at, priority, id) where state = 'OPEN';
create index service_case_waiting on service_case (waiting_until, id) where state = 'OPEN' and waiting_until is not null;
create index service_case_incident on service_case (incident_id) where incident_id is not null;
create index service_case_order on service_case (order_id);
create index service_case_owner on service_case (owner) where state = 'OPEN';
create index service_case_call on service_case (call_back_at) where state = 'OPEN' and call_back_at is not null;
create index service_case_opened on service_case (opened_at);
create index service_case_closed on service_case (closed_at, id) where closed_at is not null;

-- What happened in a case, append-only.
create table case_entry (
    id       ${identity},
    case_id  bigint not null references service_case (id),
    at       bigint not null,
    author   text not null,                 -- 'prevenance', 'customer', or the login of a person
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

-- A day or hour by which something must be done, with what is at stake. Written by decisions, aftersales and the desk.
create table deadline (
    id           ${identity},
    deadline_key text not null unique,      -- subject/kind, so that the same one is set once: 'case:7/claim'
    kind         text not null,             -- DeadlineKind
    order_id     bigint not null references customer_order (id),
    parcel_id    bigint references parcel (id),
    case_id      bigint references service_case (id),
    due_at       bigint not null,
    amount_minor bigint,                    -- what is at stake
    currency     text,
    source       text not null,             -- where the length comes from: a law, a carrier's terms, our own promise
    state        text not null,             -- OPEN, KEPT, MISSED, DROPPED
    set_at       bigint not null,
    ended_at     bigint
);
create index deadline_missed on deadline (due_at) where state = 'MISSED';
-- News that was promised, found by the mails that leave.
create index deadline_news on deadline (order_id) where kind = 'NEWS' and state in ('OPEN', 'MISSED');
create index deadline_due on deadline (due_at) where state = 'OPEN';
create index deadline_case on deadline (case_id) where case_id is not null;
create index deadline_order on deadline (order_id);

-- One claim for compensation against a carrier. Written by the staff.
create table claim (
    id           ${identity},
    case_id      bigint not null unique references service_case (id),
    kind         text not null,             -- ClaimKind: LOSS, DAMAGE, LATE
    state        text not null,             -- GATHERING, SENT, ACCEPTED, REFUSED, DROPPED
    amount_minor bigint,
    currency     text,
    carrier_reference text,
    documents    text not null,             -- JSON: document kind to state (MISSING, HAVE, NOT_NEEDED)
    created_at   bigint not null,
    sent_at      bigint,
    answered_at  bigint,
    version      integer not null default 1
);

-- A file that belongs to a case: a customer's photo, re-encoded without its metadata; a document of a claim.
create table attachment (
    id         ${identity},
    case_id    bigint not null references service_case (id),
    name       text not null,               -- our own, never the customer's
    media_type text not null,
    digest     text not null,               -- SHA-256 of the bytes
    size_bytes bigint not null,
    bytes      ${blob} not null,
    author     text not null,
    added_at   bigint not null,
    unique (case_id, digest)
);

-- What a customer said on his page. Written by the page, once for each form that he sent.
create table customer_act (
    id         ${identity},
    act_key    text not null unique,        -- from the form's own token: sent twice, it counts once
    order_id   bigint not null references customer_order (id),
    parcel_id  bigint references parcel (id),
    case_id    bigint references service_case (id),
    kind       text not null,               -- CustomerActKind
    text       text,
    choice     text,                        -- RESHIP, REFUND, or the survey's mark 1 to 5
    at         bigint not null
);
create index customer_act_order on customer_act (order_id);
create index customer_act_at on customer_act (at);
create index customer_act_parcel on customer_act (parcel_id) where parcel_id is not null;

-- What is to be said, is being said and was said. Inserted in the transaction of its cause.
create table outbox_message (
    id              ${identity},
    message_key     text not null unique,   -- subject/kind/episode: nobody is told twice
    kind            text not null,          -- MessageKind
    order_id        bigint references customer_order (id), -- null: to the staff (a digest, an alert)
    parcel_id       bigint references parcel (id),
    case_id         bigint references service_case (id),
    recipient       text,
    locale          text not null,
    facts           text not null,          -- JSON: what the template may say
    rule            text,                   -- name and version of the rule that it rests on ('LATE/1'); null: none
    state           text not null,          -- HELD (waits for a person), QUEUED, SENDING, SENT, SUPPRESSED (not to be said any
                                            -- more), DEAD (refused for good), SHADOW (only computed, never leaves)
    state_reason    text,                   -- why HELD, SUPPRESSED or DEAD, or the last failure
    held_for        text,                   -- APPROVAL (a delicate kind), STAFF (a person stopped it); null: not held
    approve_until   bigint,                 -- when an approval is late; null: none asked
    decided_by      text,                   -- login of who approved, released or rejected it
    decided_at      bigint,
    edited_subject  text,                   -- a person's own words instead of the template's; null: none
    edited_body     text,                   -- plain text, paragraphs parted by an empty line
    version         integer not null default 1, -- compare-and-set for people
    created_at      bigint not null,
    next_attempt_at bigint,                 -- due instant, for a held one not before; null: nothing to do
    claimed_until   bigint,                 -- lease of the sender; a crash lets it expire
    claimed_by      text,                   -- node.id of that sender, or of the last one
    attempts        integer not null default 0, -- those the message itself used up; a server that is down uses none
    first_deferred_at bigint,               -- when a server first put it off; the age at which it is given up counts from here
    sent_at         bigint,                 -- when the server had accepted it
    shadow          integer not null default 0, -- 1: it was in shadow, whatever became of it
    shadow_left_at  bigint,                 -- when it would have left; null: not yet, or never in shadow
    message_id      text not null unique,   -- Message-ID, the same over all attempts
    template        text,                   -- template set and digest it was rendered from
    subject_line    text,
    archive         ${blob},                -- the mail's exact bytes, from the first attempt on
    desk_due_at     bigint                  -- the desk must look (DEAD, no address, approval late); null: seen
);
create index outbox_due on outbox_message (next_attempt_at) where next_attempt_at is not null;
create index outbox_desk_due on outbox_message (desk_due_at) where desk_due_at is not null;
create index outbox_parcel on outbox_message (parcel_id);
create index outbox_order on outbox_message (order_id);
create index outbox_held on outbox_message (created_at) where state = 'HELD';
create index outbox_shadow on outbox_message (created_at) where shadow = 1;
create index outbox_shadow_left on outbox_message (shadow_left_at) where shadow_left_at is not null;
create index outbox_dead on outbox_message (created_at) where state = 'DEAD';
create index outbox_recipient_sent on outbox_message (recipient, sent_at) where sent_at is not null;
-- A person's mails by his address, however it is written.
create index outbox_address on outbox_message (lower(recipient)) where recipient is not null;
-- Bytes that end by their age.
create index outbox_archived on outbox_message (coalesce(sent_at, created_at)) where archive is not null;
create index outbox_case on outbox_message (case_id) where case_id is not null;
create index outbox_sent on outbox_message (sent_at, kind) where sent_at is not null;
create index outbox_rule on outbox_message (rule) where rule is not null;

-- Words about the whole outbox. One row.
create table outbox_pause (
    only_row   integer primary key check (only_row = 1),
    paused_at  bigint,                      -- nothing is sent from then on; null: sending
    paused_by  text,
    why        text,
    judged_from bigint                      -- bounces and complaints before it have been answered by a pause; null: none
);

-- Addresses that get no mail. Written by the sender, by what comes back, and by the staff.
create table suppressed_address (
    address    text primary key,            -- its pseudonym (Pseudonyms), never itself
    reason     text not null,               -- the server's code ('550 5.1.1'), or what a person wrote
    since_at   bigint not null,
    cause      text not null default 'REFUSED', -- SuppressionCause
    message    bigint,                      -- id of the outbox message that brought it here; null: none
    added_by   text                         -- login, or 'terminal'; null: the program itself
);
create index suppressed_address_since on suppressed_address (since_at, address);

-- Money on its way back to a customer: decided, triggered, checked. Written by intake, API and decisions.
create table refund (
    id             ${identity},
    reference      text not null unique,    -- the shop's, or ours until the shop gives one
    order_id       bigint not null references customer_order (id),
    case_id        bigint references service_case (id), -- the case that decided it
    state          text not null,           -- RefundState: PROPOSED (waits for a second person), DECIDED, TRIGGERED,
                                            -- ASKED (has it arrived?), ARRIVED, MISSING, FAILED, CANCELLED
    amount_minor   bigint not null,
    currency       text not null,
    means          text not null,           -- CARD, DEFERRED_CARD, BANK_TRANSFER, WALLET, VOUCHER, OTHER
    decided_at     bigint not null,
    decided_by     text,                    -- login of who decided or proposed it; null: the shop's file
    pay_by_date    text,                    -- until when it must be triggered, by law or promise
    triggered_at   bigint,
    bank_reference text,
    show_by_date   text,                    -- until when it should show on the account; set when triggered
    check_at       bigint,                  -- due instant of "has it arrived?"; null: nothing to do
    failed_why     text,
    ended_at       bigint,
    imported_at    bigint not null,
    updated_at     bigint not null,
    version        integer not null default 1
);
create index refund_check_due on refund (check_at) where check_at is not null;
create index refund_order on refund (order_id);
create unique index refund_case on refund (case_id) where case_id is not null and state <> 'CANCELLED';

-- A replacement for something: promised, perhaps after a return has come, then shipped. Written as refunds are.
create table exchange (
    id          ${identity},
    reference   text not null unique,       -- the shop's, or ours until the shop gives one
    order_id    bigint not null references customer_order (id),
    case_id     bigint references service_case (id),
    parcel_id   bigint references parcel (id), -- the replacement, a watched parcel of its own
    state       text not null,              -- ExchangeState: PROMISED, RETURN_RECEIVED, SHIPPED, BLOCKED, ENDED, CANCELLED
    items       text,
    awaits_return integer not null default 0, -- 1: it leaves after the customer's parcel has come back
    promised_at bigint not null,
    ship_by_date text,                      -- until when it should have left
    return_received_at bigint,
    shipped_at  bigint,
    blocked_why text,
    check_at    bigint,                     -- due instant of the look whether it has left; null: nothing to do
    ended_at    bigint,
    imported_at bigint not null,
    updated_at  bigint not null,
    version     integer not null default 1
);
create index exchange_check_due on exchange (check_at) where check_at is not null;
create index exchange_order on exchange (order_id);
create index exchange_shipped on exchange (parcel_id) where state = 'SHIPPED';
create unique index exchange_case on exchange (case_id) where case_id is not null and state <> 'CANCELLED';

-- Files taken from the drop folder, by content, so that the same file twice changes nothing. Written by intake.
create table import_file (
    digest      text primary key,           -- SHA-256 of the bytes
    name        text not null,
    kind        text not null,              -- ORDERS, REFUNDS, EXCHANGES
    imported_at bigint not null,
    rows_read   bigint not null,
    rows_bad    bigint not null
);

-- Keys that sign the links to customers' pages. The newest signs, all that are not retired are accepted.
create table link_key (
    id         ${identity},
    secret     ${blob} not null,            -- 32 random bytes
    created_at bigint not null,
    retired_at bigint
);

-- A person of the staff. Written by the console and by `prevenance users`.
create table staff_user (
    id            ${identity},
    login         text not null unique,     -- lower case
    name          text not null,
    email         text,                     -- for the digest and alerts; null: gets none
    role          text not null,            -- Role: VIEWER, AGENT, LEAD, ADMIN
    locale        text not null,
    password_hash text,                     -- Argon2id; null: has not chosen one yet
    state         text not null,            -- ACTIVE, DISABLED
    created_at    bigint not null,
    last_login_at bigint,
    version       integer not null default 1
);

-- A one-time link to choose a password. Only the hash of its token is kept.
create table staff_invitation (
    token_hash text primary key,
    user_id    bigint not null references staff_user (id),
    created_at bigint not null,
    expires_at bigint not null,
    used_at    bigint
);

-- A signed-in browser. Only the hash of its token is kept.
create table staff_session (
    token_hash   text primary key,
    user_id      bigint not null references staff_user (id),
    created_at   bigint not null,
    last_seen_at bigint not null,
    ended_at     bigint
);
create index staff_session_user on staff_session (user_id);

-- Failed logins, by account and by address, so that a restart does not forget them.
create table login_throttle (
    subject        text primary key,        -- 'login:', 'address:', 'account:', 'browser:' or 'code:' and a hash
    failures       integer not null,
    last_failed_at bigint not null,
    blocked_until  bigint
);

-- Who did what, append-only.
create table audit_entry (
    id      ${identity},
    at      bigint not null,
    actor   text not null,                  -- login, 'token:' and its name, 'customer', or 'prevenance'
    action  text not null,                  -- 'case.close', 'login', 'user.disable'
    subject text,                           -- 'case:7', 'message:12'
    detail  text                            -- never personal data or a secret
);
create index audit_entry_subject on audit_entry (subject, id);
create index audit_entry_actor on audit_entry (actor, id);

-- A filter that somebody keeps.
create table saved_view (
    id      ${identity},
    user_id bigint not null references staff_user (id),
    page    text not null,                  -- 'parcels', 'flags', 'cases', 'messages'
    name    text not null,
    query   text not null,                  -- the address's query
    shared  integer not null,               -- 1: everybody sees it
    unique (user_id, page, name)
);

-- A key to the API. Only the hash of its token is kept.
create table api_token (
    id           ${identity},
    name         text not null unique,
    token_hash   text not null unique,
    scopes       text not null,             -- blank-separated: 'orders:write parcels:read'
    per_minute   integer not null,
    created_by   text not null,
    created_at   bigint not null,
    expires_at   bigint,
    last_used_at bigint,
    revoked_at   bigint
);

-- The first answer to a request that came with an idempotency key.
create table api_idempotency (
    token_id     bigint not null references api_token (id),
    request_key  text not null,
    request_hash text not null,
    status       integer not null,
    body         text not null,
    created_at   bigint not null,
    primary key (token_id, request_key)
);

-- What changed, append-only: what webhooks tell. Written in the transaction of the change.
create table change_entry (
    id      ${identity},
    at      bigint not null,
    type    text not null,                  -- 'flag.raised', 'case.closed', 'message.sent'
    subject_id bigint not null,             -- id of the flag, case or message
    tx_id   bigint not null default 0       -- the writing transaction's number on PostgreSQL, where entries become visible in
                                            -- another order than that of their ids; 0 on SQLite
);
create index change_entry_order on change_entry (tx_id, id);

-- Who is told of changes. Written by the console and by `prevenance webhooks`.
create table webhook_endpoint (
    id          ${identity},
    url         text not null,
    types       text not null,              -- blank-separated patterns: 'flag.* case.closed'
    secret      ${blob} not null,           -- 32 random bytes
    state       text not null,              -- ACTIVE, DISABLED
    state_reason text,
    told_until  bigint not null,            -- id of the last change that deliveries were made of
    told_tx     bigint not null default 0,  -- its tx_id
    created_by  text not null,
    created_at  bigint not null
);

-- One change to be told to one endpoint.
create table webhook_delivery (
    id              ${identity},
    endpoint_id     bigint not null references webhook_endpoint (id),
    change_id       bigint not null references change_entry (id),
    state           text not null,          -- QUEUED, DELIVERED, DEAD
    attempts        integer not null default 0,
    next_attempt_at bigint,                 -- due instant; null: nothing to do
    claimed_until   bigint,
    claimed_by      text,                   -- node.id of who calls, or of the last one
    last_answer     text,
    delivered_at    bigint,
    unique (endpoint_id, change_id)
);
create index webhook_delivery_due on webhook_delivery (next_attempt_at) where next_attempt_at is not null;

-- The parcels in an incident. Written by the incident desk.
create table incident_member (
    incident_id bigint not null references incident (id),
    parcel_id   bigint not null references parcel (id),
    flag_id     bigint not null references flag (id), -- the first that brought it in
    joined_at   bigint not null,
    left_at     bigint,                     -- when its last flag ended; null: still in it
    left_why    text,                       -- RECOVERED, MOVED, ENDED, RELEASED, DROPPED
    tell_at     bigint not null default 0,  -- its mail is not let go before: its customer sleeps
    round       integer not null default 0, -- the incident's wording that was let go to it last
    told_at     bigint,                     -- when that was; null: never
    primary key (incident_id, parcel_id)
);
create index incident_member_parcel on incident_member (parcel_id);
create index incident_member_to_tell on incident_member (incident_id, round, tell_at) where left_at is null;
create index incident_member_gone on incident_member (left_at) where left_at is not null;
create index incident_member_told on incident_member (told_at) where told_at is not null;

-- In a copy of the database, one row: what was told after the copy was made nobody knows here, so nothing leaves until
-- somebody has said until when the former database was sending. Written by `backup` and `outbox restored` (the copy), by
-- the daemon (its first start on it), by `outbox resume` (the word).
create table outbox_epoch (
    only_row     integer primary key check (only_row = 1),
    backed_up_at bigint not null,           -- the data is that of this instant
    last_message bigint not null,           -- highest id of outbox_message in it
    restored_at  bigint,                    -- first start on it; null: not yet
    resume_after bigint,                    -- until then the former one was sending; null: nobody has said it
    decided_at   bigint,
    decided_by   text
);
-- What somebody of the staff has besides his password: an authenticator that shares a key with us.
create table staff_factor (
    user_id    bigint primary key references staff_user (id),
    secret     ${blob},                     -- 20 bytes that codes are checked with; null: none is in use
    pending    ${blob},                     -- 20 bytes that were shown and not proven yet
    created_at bigint not null,             -- when the key was made that is pending, or was last
    last_step  bigint not null default 0    -- of the last code taken: each serves once
);

-- Codes that stand in for a lost authenticator, each once. Only their hashes are kept.
create table staff_recovery_code (
    code_hash text primary key,
    user_id   bigint not null references staff_user (id),
    used_at   bigint                        -- null: still good
);
create index staff_recovery_code_user on staff_recovery_code (user_id);

-- Who has given his password and owes his second factor. Opens nothing.
create table staff_halfway (
    token_hash text primary key,
    user_id    bigint not null references staff_user (id),
    created_at bigint not null,
    failures   integer not null default 0   -- wrong codes; after five it is void
);
create index staff_halfway_user on staff_halfway (user_id);

-- The daemons at work on this database: one on SQLite, several on PostgreSQL. Each writes its own row, and whoever finds
-- that another is dead removes that one's row and ends its claims.
create table node (
    id         text primary key,            -- host, process id and a random end: one for each start
    host       text not null,
    pid        bigint not null,
    version    text not null,               -- of the program
    started_at bigint not null,
    seen_at    bigint not null,             -- last sign of life, by the database's clock
    skew_ms    bigint not null              -- its own clock minus the database's, as it found it last
);

-- One row in a database that has moved to another one: nobody may go on with it. Written by `migrate`, in the former
-- database as its last word, in the new one as its first.
create table installation_move (
    only_row integer primary key check (only_row = 1),
    moved_at bigint not null,
    origin   text not null,                 -- the former database, for people
    target   text not null                  -- the new one
);

-- The key under which a person who was erased is still recognised (an address that must get no mail, an order that must
-- not come back by an old file). Made once; a backup holds it too. One row.
create table pseudonym_key (
    only_row   integer primary key check (only_row = 1),
    secret     ${blob} not null             -- 32 random bytes
);

-- Orders in which nothing names a person any more; the row of the order keeps what statistics need. Written by retention
-- and erasure.
create table order_blanked (
    order_id   bigint primary key references customer_order (id),
    at         bigint not null,
    why        text not null                -- RETENTION or ERASURE
);

-- One night's round of retention, and what it found at its end. Written by retention.
create table retention_round (
    day_date   text primary key,            -- the shop's day
    began_at   bigint not null,
    ended_at   bigint,                      -- null: under way, or interrupted and taken up again
    counts     text not null                -- JSON: data class to how many were ended
);

-- Erasures on a person's wish, without the person. Written by erasure.
create table erasure (
    id           ${identity},
    subject_hash text not null,             -- pseudonym of the address, or of the order where there is none
    at           bigint not null,
    actor        text not null,             -- login of who did it, or 'terminal'
    orders       bigint not null,
    certificate  text not null              -- JSON, free of personal data
);
create index erasure_subject on erasure (subject_hash);

-- What came back of mails: bounces and complaints, each once. Written by the reader of bounces and, where a server put
-- a mail off until it was given up, by the sender.
create table returned_mail (
    id         ${identity},
    message    bigint not null,             -- id of the outbox message that came back
    arrival    text not null,               -- digest of the incoming mail's own Message-ID
    address    text not null,               -- pseudonym of the recipient at that time
    cause      text not null,               -- ReturnedAs: HARD, SOFT, LATE, REFUSED, COMPLAINT or ASKED
    code       text not null,               -- SMTP code and enhanced status; empty when there was none
    at         bigint not null,
    unique (message, arrival)
);
create index returned_mail_address on returned_mail (address, at);
create index returned_mail_at on returned_mail (at);

-- The key that signs the address each mail comes back to. One row.
create table return_key (
    only_row   integer primary key check (only_row = 1),
    secret     ${blob} not null             -- 32 random bytes
);

-- ── How the service itself is doing ─────────────────────────────────────────────────────────────────────────────────

create index outbox_unsent on outbox_message (state, created_at) where state <> 'SENT';

-- A row that is written every few seconds: proves that the disk takes what is committed. One row.
create table health_probe (
    only_row   integer primary key check (only_row = 1),
    probed_at  bigint not null
);

-- Troubles of the service that were told by the route that needs no mail, so that each is told once and its end too.
create table health_alarm (
    name       text primary key,            -- Condition.name: 'mail-server', 'disk', …
    since_at   bigint not null,             -- when it began
    told_at    bigint                       -- when its beginning was told; null: not yet
);
