-- Tables of an exported SQLite file, besides "incidents", whose columns are the facts of plain.tsv.
-- What a person corrected has no report; what was left out has no incident in the file.
create table reports (
    id text primary key,
    title text,
    publisher text,
    origin text,
    byline text,
    published text,
    url text,
    language text,
    source_kind text,
    sha256 text,
    text text
);
create table tellings (
    incident text not null references incidents(id),
    report text not null references reports(id),
    primary key (incident, report)
);
create table "values" (
    id integer primary key,
    incident text not null references incidents(id),
    field text not null,
    text text not null,
    role text,
    least numeric,
    most numeric,
    lines integer not null,
    verdict text not null,
    explanation text not null,
    first_said text,
    last_said text,
    summary text
);
create table supports (
    id integer primary key,
    value integer not null references "values"(id),
    incident text not null references incidents(id),
    report text references reports(id),
    words text,
    start integer,
    end integer,
    speaker text not null,
    speaker_name text,
    published text,
    line text,
    is_claim integer not null
);
create table claims (
    id integer primary key,
    incident text not null references incidents(id),
    report text not null references reports(id),
    who text,
    stance text not null,
    said_by text,
    channel text,
    time text,
    words text not null
);
create table relations (
    id integer primary key,
    incident text not null references incidents(id),
    report text not null references reports(id),
    a text not null,
    a_kind text,
    relation text not null,
    b text not null,
    b_kind text,
    status text,
    time text,
    words text not null
);
create table left_out (
    id integer primary key,
    incident text not null,
    title text,
    "row" text,
    field text,
    rule text not null,
    reason text not null,
    words text,
    reports text
);
