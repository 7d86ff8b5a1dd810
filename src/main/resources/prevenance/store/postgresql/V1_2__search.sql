-- Finds orders by the beginnings of words.
create index customer_order_search on customer_order using gin (to_tsvector('simple', search_text))
    where search_text is not null;
