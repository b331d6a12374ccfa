-- What BI tools read: sums of visitors, in views that are versioned by name. A column of a view never goes away or changes its
-- meaning; what must change gets the next version beside it. No view shows a visitor: pseudonyms stay in schema journey.
create schema if not exists bi;
comment on schema bi is 'Sums of visitors for BI tools: read-only, versioned, without pseudonyms. Add up counts over cohorts, then divide; never average rates. Every row is of one site.';

-- A function, not a view: a rebuild exchanges the table beneath, and must find nothing that depends on it.
create or replace function bi.v1_sums() returns table (site varchar, name varchar, funnel varchar, funnel_version int, cohort date, key int, n bigint)
language sql stable security definer set search_path = pg_catalog
as $$ select site, name, funnel, funnel_version, date '1970-01-01' + day, key, n from journey.tallies where n <> 0 and not starts_with(name, E'origin\n') $$;
comment on function bi.v1_sums() is 'The sums that the views are made of. Their names are the engine''s own and may change; the views do not.';

create or replace view bi.v1_as_of as
select rule.site, progress.position, progress.as_of, bool_and(rule.settled) as complete
from journey.progress progress cross join journey.rules rule where progress.name = 'journeys' group by 1, 2, 3;
comment on view bi.v1_as_of is 'Up to where the log is counted in the other views.';
comment on column bi.v1_as_of.site is 'Site.';
comment on column bi.v1_as_of.position is 'Number of the last event in the log that is counted.';
comment on column bi.v1_as_of.as_of is 'When that event was stored.';
comment on column bi.v1_as_of.complete is 'False while visitors are counted anew under a changed funnel or visit gap.';

create or replace view bi.v1_funnel_stages as
with latest as (select distinct on (site) site, funnels from journey.rules order by site, revision desc)
select latest.site, funnel ->> 'name' as funnel, (funnel ->> 'version')::int as funnel_version, stage.number::int as stage_number, stage.definition ->> 'name' as stage,
    coalesce((stage.definition ->> 'goal')::boolean, false)
        or (stage.number = jsonb_array_length(funnel -> 'stages') and not jsonb_path_exists(funnel, '$.stages[*] ? (@.goal == true)')) as is_goal
from latest, jsonb_array_elements(latest.funnels) funnel, jsonb_array_elements(funnel -> 'stages') with ordinality stage (definition, number);
comment on view bi.v1_funnel_stages is 'The stages of each funnel in its version in use, in order.';
comment on column bi.v1_funnel_stages.site is 'Site.';
comment on column bi.v1_funnel_stages.funnel is 'Name of the funnel.';
comment on column bi.v1_funnel_stages.funnel_version is 'Version in use, from 1.';
comment on column bi.v1_funnel_stages.stage_number is 'Place of the stage, from 1.';
comment on column bi.v1_funnel_stages.stage is 'Name of the stage.';
comment on column bi.v1_funnel_stages.is_goal is 'Whether reaching it, or one beyond it, is the conversion.';

create or replace view bi.v1_stages as
select stage.site, stage.funnel, stage.funnel_version, sum.cohort, stage.stage_number, stage.stage, sum.n as visitors
from bi.v1_funnel_stages stage join bi.v1_sums() sum on sum.site = stage.site and sum.funnel = stage.funnel and sum.funnel_version = stage.funnel_version
    and sum.name = 'stage' and sum.key = stage.stage_number - 1;
comment on view bi.v1_stages is 'Visitors by the furthest stage reached, each once. As GET /v1/reports/stages.';
comment on column bi.v1_stages.site is 'Site.';
comment on column bi.v1_stages.funnel is 'Name of the funnel.';
comment on column bi.v1_stages.funnel_version is 'Version in use, from 1.';
comment on column bi.v1_stages.cohort is 'Day of the visitors'' first interaction, UTC.';
comment on column bi.v1_stages.stage_number is 'Place of the stage, from 1.';
comment on column bi.v1_stages.stage is 'Name of the stage.';
comment on column bi.v1_stages.visitors is 'Visitors whose furthest stage it is.';

create or replace view bi.v1_conversion_by_visit as
select sum.site, sum.funnel, sum.funnel_version, sum.cohort, sum.key as visit,
    coalesce(sum(n) filter (where name = 'reached'), 0)::bigint as reached,
    coalesce(sum(n) filter (where name = 'at_risk'), 0)::bigint as at_risk,
    coalesce(sum(n) filter (where name = 'converted'), 0)::bigint as converted
from bi.v1_sums() sum
where name in ('reached', 'at_risk', 'converted')
    and exists (select from bi.v1_funnel_stages used where used.site = sum.site and used.funnel = sum.funnel and used.funnel_version = sum.funnel_version)
group by 1, 2, 3, 4, 5;
comment on view bi.v1_conversion_by_visit is 'Conversion by visit number and cohort. The rate at visit k is sum(converted) / sum(at_risk) of the rows of visit k: a first visit is never compared with a return. As GET /v1/reports/conversion-by-visit.';
comment on column bi.v1_conversion_by_visit.site is 'Site.';
comment on column bi.v1_conversion_by_visit.funnel is 'Name of the funnel.';
comment on column bi.v1_conversion_by_visit.funnel_version is 'Version in use, from 1.';
comment on column bi.v1_conversion_by_visit.cohort is 'Day of the visitors'' first interaction, UTC.';
comment on column bi.v1_conversion_by_visit.visit is 'Number of the visit, from 1.';
comment on column bi.v1_conversion_by_visit.reached is 'Visitors who made this visit.';
comment on column bi.v1_conversion_by_visit.at_risk is 'Those of them who had not converted in an earlier visit.';
comment on column bi.v1_conversion_by_visit.converted is 'Those of them who converted in this visit.';

create or replace view bi.v1_conversion_rates as
with total as (
    select site, funnel, funnel_version, visit, sum(at_risk)::bigint as at_risk, sum(converted)::bigint as converted
    from bi.v1_conversion_by_visit group by 1, 2, 3, 4 having sum(at_risk) > 0),
wilson as (
    select total.*, converted::double precision / at_risk as rate, 1.959963984540054::double precision as z from total)
select site, funnel, funnel_version, visit, at_risk, converted, rate,
    case when converted = 0 then 0 else greatest(0, (rate + z * z / (2 * at_risk) - z * sqrt(rate * (1 - rate) / at_risk + z * z / (4.0 * at_risk * at_risk))) / (1 + z * z / at_risk)) end as low,
    case when converted = at_risk then 1 else least(1, (rate + z * z / (2 * at_risk) + z * sqrt(rate * (1 - rate) / at_risk + z * z / (4.0 * at_risk * at_risk))) / (1 + z * z / at_risk)) end as high
from wilson;
comment on view bi.v1_conversion_rates is 'Conversion by visit number over all cohorts, with the 95 % interval of Wilson. Rows are not to be added up or averaged.';
comment on column bi.v1_conversion_rates.site is 'Site.';
comment on column bi.v1_conversion_rates.funnel is 'Name of the funnel.';
comment on column bi.v1_conversion_rates.funnel_version is 'Version in use, from 1.';
comment on column bi.v1_conversion_rates.visit is 'Number of the visit, from 1.';
comment on column bi.v1_conversion_rates.at_risk is 'Visitors who made this visit and had not converted in an earlier one.';
comment on column bi.v1_conversion_rates.converted is 'Those of them who converted in this visit.';
comment on column bi.v1_conversion_rates.rate is 'converted / at_risk, in [0, 1].';
comment on column bi.v1_conversion_rates.low is 'Lower bound of the rate, in [0, 1].';
comment on column bi.v1_conversion_rates.high is 'Upper bound of the rate, in [0, 1].';

create or replace view bi.v1_returns as
select site, cohort, key as visits, n as visitors, (key - 1) * n as return_visits from bi.v1_sums() where name = 'visits';
comment on view bi.v1_returns is 'Visitors by how many visits they made so far. As GET /v1/reports/returns.';
comment on column bi.v1_returns.site is 'Site.';
comment on column bi.v1_returns.cohort is 'Day of the visitors'' first interaction, UTC.';
comment on column bi.v1_returns.visits is 'How many visits, from 1.';
comment on column bi.v1_returns.visitors is 'Visitors who made so many.';
comment on column bi.v1_returns.return_visits is 'Their visits less the first of each.';

create or replace view bi.v1_decisions as
select site, cohort, split_part(name, E'\n', 2) as slot, split_part(name, E'\n', 3) = '1' as held_out, split_part(name, E'\n', 5) as content, nullif(split_part(name, E'\n', 6), '') as stage, key as visit,
    coalesce(sum(n) filter (where split_part(name, E'\n', 4) = 'offered'), 0)::bigint as offered,
    coalesce(sum(n) filter (where split_part(name, E'\n', 4) = 'shown'), 0)::bigint as shown,
    coalesce(sum(n) filter (where split_part(name, E'\n', 4) = 'accepted'), 0)::bigint as accepted,
    coalesce(sum(n) filter (where split_part(name, E'\n', 4) = 'declined'), 0)::bigint as declined
from bi.v1_sums() where starts_with(name, E'offer\n') and split_part(name, E'\n', 4) in ('offered', 'shown', 'accepted', 'declined')
group by 1, 2, 3, 4, 5, 6, 7;
comment on view bi.v1_decisions is 'Offers of content and what became of them, by stage and visit number at the time. As GET /v1/reports/decisions.';
comment on column bi.v1_decisions.site is 'Site.';
comment on column bi.v1_decisions.cohort is 'Day of the visitors'' first interaction, UTC.';
comment on column bi.v1_decisions.slot is 'Place in the app that asked for content.';
comment on column bi.v1_decisions.held_out is 'Whether the visitors were shown the default, to tell what the slot is worth.';
comment on column bi.v1_decisions.content is 'What was offered.';
comment on column bi.v1_decisions.stage is 'Furthest stage when it was offered; absent before the first.';
comment on column bi.v1_decisions.visit is 'Number of the visit in which it was offered.';
comment on column bi.v1_decisions.offered is 'Decisions.';
comment on column bi.v1_decisions.shown is 'Those that the app reported as shown.';
comment on column bi.v1_decisions.accepted is 'Those that the slot''s outcome says were accepted.';
comment on column bi.v1_decisions.declined is 'Those that it says were declined.';
