-- What BI tools read: sums of visitors, in views that are versioned by name. A column of a view never goes away or changes its
-- meaning; what must change gets the next version beside it. No view shows a visitor: pseudonyms stay in schema journey.
create schema if not exists bi;
comment on schema bi is 'Sums of visitors for BI tools: read-only, versioned, without pseudonyms. Add up counts over cohorts, then divide; never average rates. Every row is of one site.';

-- A function, not a view: a rebuild exchanges the table beneath, and must find nothing that depends on it. It knows only what the views show.
create or replace function bi.v1_sums_of(measure_name varchar, measure_version int) returns table (
    site varchar, funnel varchar, funnel_version int, cohort date, number1 int, number2 int, number3 int, text1 varchar, text2 varchar, text3 varchar, n bigint)
language sql stable security definer set search_path = pg_catalog
as $$ select sum.site, sum.funnel, sum.funnel_version, date '1970-01-01' + sum.day, sum.number1, sum.number2, sum.number3, sum.text1, sum.text2, sum.text3, sum.n
    from journey.progress progress join journey.generations made on made.number = progress.generation
    join journey.measures measure on measure.id = any(made.measures) join journey.sums sum on sum.measure = measure.id
    where progress.name = 'journeys' and measure.name = measure_name and measure.version = measure_version
        and measure.name in ({names}) and sum.n <> 0 $$;
comment on function bi.v1_sums_of(varchar, int) is 'The sums that the views are made of. Names and dimensions of measures are the engine''s own and may change; the views do not.';

create or replace view bi.v1_as_of as
select rule.site, progress.position, progress.as_of, bool_and(rule.settled and not progress.refolding) as complete
from journey.progress progress cross join journey.rules rule where progress.name = 'journeys' group by 1, 2, 3;
comment on view bi.v1_as_of is 'Up to where the log is counted in the other views.';
comment on column bi.v1_as_of.site is 'Site.';
comment on column bi.v1_as_of.position is 'Number of the last event in the log that is counted.';
comment on column bi.v1_as_of.as_of is 'When that event was stored.';
comment on column bi.v1_as_of.complete is 'False while visitors are counted anew: under a changed funnel or visit gap, or after an update.';

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
from bi.v1_funnel_stages stage join {stage} sum on sum.site = stage.site and sum.funnel = stage.funnel and sum.funnel_version = stage.funnel_version
    and sum.{stage.stage} = stage.stage_number - 1;
comment on view bi.v1_stages is 'Visitors by the furthest stage reached, each once. As GET /v1/reports/stages, without those before the first stage.';
comment on column bi.v1_stages.site is 'Site.';
comment on column bi.v1_stages.funnel is 'Name of the funnel.';
comment on column bi.v1_stages.funnel_version is 'Version in use, from 1.';
comment on column bi.v1_stages.cohort is 'Day of the visitors'' first interaction, in the site''s time zone (settings: UTC where none is set).';
comment on column bi.v1_stages.stage_number is 'Place of the stage, from 1.';
comment on column bi.v1_stages.stage is 'Name of the stage.';
comment on column bi.v1_stages.visitors is 'Visitors whose furthest stage it is.';

create or replace view bi.v2_stages as
select site, funnel, funnel_version, cohort, stage_number, stage, visitors from bi.v1_stages
union all
select sum.site, sum.funnel, sum.funnel_version, sum.cohort, 0, null, sum.n from {stage} sum
where sum.{stage.stage} < 0 and exists (select from bi.v1_funnel_stages used where used.site = sum.site and used.funnel = sum.funnel and used.funnel_version = sum.funnel_version);
comment on view bi.v2_stages is 'Visitors by the furthest stage reached, each once, with those before the first stage: it adds up to all visitors. As GET /v1/reports/stages.';
comment on column bi.v2_stages.site is 'Site.';
comment on column bi.v2_stages.funnel is 'Name of the funnel.';
comment on column bi.v2_stages.funnel_version is 'Version in use, from 1.';
comment on column bi.v2_stages.cohort is 'Day of the visitors'' first interaction, in the site''s time zone (settings: UTC where none is set).';
comment on column bi.v2_stages.stage_number is 'Place of the stage, from 1; 0 before the first.';
comment on column bi.v2_stages.stage is 'Name of the stage; null before the first.';
comment on column bi.v2_stages.visitors is 'Visitors whose furthest stage it is.';

create or replace view bi.v1_conversion_by_visit as
select sum.site, sum.funnel, sum.funnel_version, sum.cohort, sum.visit, sum(sum.reached)::bigint as reached, sum(sum.at_risk)::bigint as at_risk, sum(sum.converted)::bigint as converted
from (
    select site, funnel, funnel_version, cohort, {reached.visit} as visit, n as reached, 0 as at_risk, 0 as converted from {reached}
    union all select site, funnel, funnel_version, cohort, {at_risk.visit}, 0, n, 0 from {at_risk}
    union all select site, funnel, funnel_version, cohort, {converted.visit}, 0, 0, n from {converted}) sum
where exists (select from bi.v1_funnel_stages used where used.site = sum.site and used.funnel = sum.funnel and used.funnel_version = sum.funnel_version)
group by 1, 2, 3, 4, 5;
comment on view bi.v1_conversion_by_visit is 'Conversion by visit number and cohort. The rate at visit k is sum(converted) / sum(at_risk) of the rows of visit k: a first visit is never compared with a return. As GET /v1/reports/conversion-by-visit.';
comment on column bi.v1_conversion_by_visit.site is 'Site.';
comment on column bi.v1_conversion_by_visit.funnel is 'Name of the funnel.';
comment on column bi.v1_conversion_by_visit.funnel_version is 'Version in use, from 1.';
comment on column bi.v1_conversion_by_visit.cohort is 'Day of the visitors'' first interaction, in the site''s time zone (settings: UTC where none is set).';
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
select site, cohort, {visits.visits} as visits, n as visitors, ({visits.visits} - 1) * n as return_visits from {visits};
comment on view bi.v1_returns is 'Visitors by how many visits they made so far. As GET /v1/reports/returns.';
comment on column bi.v1_returns.site is 'Site.';
comment on column bi.v1_returns.cohort is 'Day of the visitors'' first interaction, in the site''s time zone (settings: UTC where none is set).';
comment on column bi.v1_returns.visits is 'How many visits, from 1.';
comment on column bi.v1_returns.visitors is 'Visitors who made so many.';
comment on column bi.v1_returns.return_visits is 'Their visits less the first of each.';

create or replace view bi.v1_decisions as
select site, cohort, slot, held_out, content, stage, visit,
    sum(offered)::bigint as offered, sum(shown)::bigint as shown, sum(accepted)::bigint as accepted, sum(declined)::bigint as declined
from (
    select site, cohort, {offered.slot}::text as slot, {offered.held_out} = 1 as held_out, {offered.content}::text as content, nullif({offered.stage}, '')::text as stage, {offered.visit} as visit, n as offered, 0 as shown, 0 as accepted, 0 as declined from {offered}
    union all select site, cohort, {shown.slot}::text as slot, {shown.held_out} = 1 as held_out, {shown.content}::text as content, nullif({shown.stage}, '')::text as stage, {shown.visit} as visit, 0 as offered, n as shown, 0 as accepted, 0 as declined from {shown}
    union all select site, cohort, {accepted.slot}::text as slot, {accepted.held_out} = 1 as held_out, {accepted.content}::text as content, nullif({accepted.stage}, '')::text as stage, {accepted.visit} as visit, 0 as offered, 0 as shown, n as accepted, 0 as declined from {accepted}
    union all select site, cohort, {declined.slot}::text as slot, {declined.held_out} = 1 as held_out, {declined.content}::text as content, nullif({declined.stage}, '')::text as stage, {declined.visit} as visit, 0 as offered, 0 as shown, 0 as accepted, n as declined from {declined}) sum
group by 1, 2, 3, 4, 5, 6, 7;
comment on view bi.v1_decisions is 'Offers of content and what became of them, by stage and visit number at the time. As GET /v1/reports/decisions.';
comment on column bi.v1_decisions.site is 'Site.';
comment on column bi.v1_decisions.cohort is 'Day of the visitors'' first interaction, in the site''s time zone (settings: UTC where none is set).';
comment on column bi.v1_decisions.slot is 'Place in the app that asked for content.';
comment on column bi.v1_decisions.held_out is 'Whether the visitors were shown the default, to tell what the slot is worth.';
comment on column bi.v1_decisions.content is 'What was offered.';
comment on column bi.v1_decisions.stage is 'Furthest stage when it was offered; absent before the first.';
comment on column bi.v1_decisions.visit is 'Number of the visit in which it was offered.';
comment on column bi.v1_decisions.offered is 'Decisions.';
comment on column bi.v1_decisions.shown is 'Those that the app reported as shown.';
comment on column bi.v1_decisions.accepted is 'Those that the slot''s outcome says were accepted.';
comment on column bi.v1_decisions.declined is 'Those that it says were declined.';

-- Of versions before this one.
drop function if exists bi.v1_sums();
