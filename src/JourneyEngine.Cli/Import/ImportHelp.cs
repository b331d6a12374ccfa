namespace JourneyEngine.Cli.Import;

/// <summary>What is said of the commands that take in history.</summary>
internal static class ImportHelp
{
    private const string Again = """

        It can be stopped and begun again: a line makes the same message each time, so nothing is stored twice.
        A bad line is told as file:line:column, counted and passed over; with --strict it is the last.
        Exit code 0: every line was taken; 1: some could not be, or the engine refused; 2: no file, no engine or no keys found.
        """;

    public const string Events =
        """
            Give back what journey export --what events wrote, in any of its forms, plain or gzip: CloudEvents as NDJSON (those of
            GET /v1/visitors/{id}/events, too), Parquet, CSV; which one is told by what the file holds. Into an empty site that is
            configured alike, every report is as it was.
            Comes back: interactions, links, choices (who refused is shut out again), decisions, what was shown, benefits;
            with their own times and ids. Does not: funnels, slots, notice and settings (put them first), what slots learned,
            fitted models, requests, declared details; journeys, which are made of events.
            Example: journey export --site old --out facts.parquet
                     journey import events facts.parquet --keys new.keys.json
            """ + Again;

    public const string Segment =
        """
            Send Segment calls, one JSON object a line (.ndjson or .ndjson.gz), through the engine's public door.
            Each needs a type and a timestamp. The client's address is left out; of the rest the site's notice decides.
            Example: journey import segment history.ndjson.gz
            """ + Again;

    public const string Weblog =
        """
            Send the page views in an Apache or nginx log (common or combined format, .gz too) through the engine's public door.
            A visitor is a keyed mark of address and family of the browser: no address is sent, and no query but utm parameters.
            A page's name is the first part of its path, 'home' for /. Robots are kept and flagged; assets and failures left out.
            The key is the salt file: keep it to know these visitors again, delete it and nobody can.
            Example: journey import weblog access.log
            """ + Again;
}
