-- Finds orders by the beginnings of words (SQLite's FTS5). The words themselves stand in customer_order alone; triggers
-- keep the index as the column is, whoever writes it.
create virtual table order_search using fts5(
    search_text, content = 'customer_order', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 0');
-- What is erased leaves the index's pages at once, not when they are next merged.
insert into order_search(order_search, rank) values ('secure-delete', 1);

create trigger customer_order_search_added after insert on customer_order when new.search_text is not null begin
    insert into order_search(rowid, search_text) values (new.id, new.search_text);
end;
create trigger customer_order_search_gone after delete on customer_order when old.search_text is not null begin
    insert into order_search(order_search, rowid, search_text) values ('delete', old.id, old.search_text);
end;
create trigger customer_order_search_left after update of search_text on customer_order
    when old.search_text is not null and old.search_text is not new.search_text begin
    insert into order_search(order_search, rowid, search_text) values ('delete', old.id, old.search_text);
end;
create trigger customer_order_search_came after update of search_text on customer_order
    when new.search_text is not null and old.search_text is not new.search_text begin
    insert into order_search(rowid, search_text) values (new.id, new.search_text);
end;
