using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Decisions.Persons;
using JourneyEngine.Journeys.Measuring;
using JourneyEngine.Log;
using Npgsql;
using NpgsqlTypes;

namespace JourneyEngine.Replay.Rebuilding;

/// <summary>Folds one share of the visitors: reads their streams one after the other and copies a journey for
/// each.</summary>
/// <remarks>Synchronous, on a thread of its own: a million rows are not worth a million state machines.</remarks>
internal sealed class FoldPartition(
    IReadOnlyDictionary<string, FoldRules> rules,
    IReadOnlyDictionary<string, IdentityGraph> links,
    Generation generation,
    Action<int> done
)
{
    private const int Told = 1_000;
    private readonly List<Interaction> _interactions = [];
    private int _events;

    /// <summary>What the share's journeys put into the reports, by site; of persons nothing, whose other pseudonyms may be
    /// in other shares.</summary>
    public Dictionary<string, Dictionary<SumKey, long>> Sums { get; } = [];

    public long Journeys { get; private set; }

    public void Run(
        NpgsqlConnection reading,
        NpgsqlConnection writing,
        string table,
        long position,
        int share,
        int shares,
        CancellationToken cancellation
    )
    {
        using var command = StreamShare.Select(reading, position, share, shares);
        using var reader = command.ExecuteReader();
        using var copy = writing.BeginBinaryImport(
            $"copy {table} (site, visitor, version, revision, generation, journey, person, shared) from stdin (format binary)"
        );
        var (site, stream, version) = ("", "", 0L);
        while (reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            var (nextSite, nextStream) = (reader.GetString(0), reader.GetString(1));
            if (nextStream != stream || nextSite != site)
            {
                Write(copy, site, stream, version);
                (site, stream) = (nextSite, nextStream);
            }

            version = reader.GetInt64(2);
            if (
                !reader.IsDBNull(3)
                && InteractionReader.Read(reader.GetString(4), reader.GetFieldValue<byte[]>(3)) is { } interaction
            )
                _interactions.Add(interaction);
            if (++_events % Told == 0)
                done(Told);
        }

        Write(copy, site, stream, version);
        copy.Complete();
        done(_events % Told);
    }

    private void Write(NpgsqlBinaryImporter copy, string site, string stream, long version)
    {
        if (version == 0)
            return;
        var folded = rules.GetValueOrDefault(site) ?? FoldRules.Default;
        var journey = Journey.Empty.Fold(folded, _interactions);
        _interactions.Clear();
        var visitor = StreamNames.PseudonymOf(stream)!;
        var (person, shared) = links.TryGetValue(site, out var linked)
            ? linked.Membership(visitor, folded.Recognise)
            : default;
        copy.StartRow();
        copy.Write(site, NpgsqlDbType.Varchar);
        copy.Write(visitor, NpgsqlDbType.Varchar);
        copy.Write(version, NpgsqlDbType.Bigint);
        copy.Write(folded.Revision, NpgsqlDbType.Integer);
        copy.Write(generation.Number, NpgsqlDbType.Integer);
        copy.Write(JourneyBytes.Write(journey), NpgsqlDbType.Bytea);
        if (person is null)
            copy.WriteNull();
        else
            copy.Write(person, NpgsqlDbType.Varchar);
        copy.Write(shared, NpgsqlDbType.Boolean);
        Journeys++;
        if (person is not null)
            return;
        if (!Sums.TryGetValue(site, out var sums))
            Sums[site] = sums = [];
        MeasureSums.Move(
            sums,
            [],
            MeasureSums.Of(generation.Measures, new CountedVisitor(journey, IsShared: shared), folded)
        );
    }
}
