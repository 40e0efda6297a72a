-- Made once all rows are in: indexes for the foreign keys, and full-text search.
create index "values_incident" on "values"(incident);
create index supports_value on supports(value);
create index supports_incident on supports(incident);
create index supports_report on supports(report);
create index tellings_report on tellings(report);
create index claims_incident on claims(incident);
create index claims_report on claims(report);
create index relations_incident on relations(incident);
create index relations_report on relations(report);
create index left_out_incident on left_out(incident);
create index incidents_first_day on incidents(first_day);
create virtual table incidents_fts using fts5(title, place, "by", against, claimed_by, summary, content="incidents");
create virtual table reports_fts using fts5(title, text, content="reports");
create virtual table supports_fts using fts5(words, speaker_name, content="supports");
insert into incidents_fts(incidents_fts) values ('rebuild');
insert into reports_fts(reports_fts) values ('rebuild');
insert into supports_fts(supports_fts) values ('rebuild');
