using System.Text.RegularExpressions;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Measures;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace JourneyEngine.Reports;

/// <summary>Brings the views for BI tools up to date when a host starts.</summary>
internal sealed partial class BiViews(
    NpgsqlDataSource database,
    IReadOnlyList<Measure> measures,
    ILogger<BiViews> logger
) : IHostedService
{
    private const string Names = "names";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using var make = new NpgsqlCommand(
                $"select pg_advisory_xact_lock({AdvisoryLocks.BiViews}); {Statements(measures)}",
                connection
            );
            await make.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            logger.LogWarning(
                "The views for BI tools are not up to date: the engine's role may not make schema bi. Everything else "
                    + "works."
            );
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>In the text, <c>{visits}</c> stands for the sums of a measure and <c>{visits.visits}</c> for the column
    /// of one of its dimensions.</summary>
    /// <exception cref="InvalidOperationException">There is no such measure, or it has no such dimension.</exception>
    internal static string Statements(IReadOnlyList<Measure> measures)
    {
        using var reader = new StreamReader(
            typeof(BiViews).Assembly.GetManifestResourceStream("JourneyEngine.Reports.Bi.sql")!
        );
        var (text, shown) = (reader.ReadToEnd(), new SortedSet<string>(StringComparer.Ordinal));
        text = Place()
            .Replace(
                text,
                place =>
                {
                    var (name, dimension) = (place.Groups["measure"].Value, place.Groups["dimension"].Value);
                    if (name == Names)
                        return place.Value;
                    var measure =
                        measures.FirstOrDefault(it => it.Name == name)
                        ?? throw new InvalidOperationException($"There is no measure '{name}'.");
                    shown.Add($"'{name}'");
                    return dimension.Length == 0
                        ? $"bi.v1_sums_of('{name}', {measure.Version})"
                        : ColumnOf(measure, dimension);
                }
            );
        return text.Replace($"{{{Names}}}", string.Join(", ", shown), StringComparison.Ordinal);
    }

    private static string ColumnOf(Measure measure, string dimension)
    {
        var (number, text) = (
            measure.Numbers.ToList().IndexOf(dimension) + 1,
            measure.Texts.ToList().IndexOf(dimension) + 1
        );
        return number > 0 ? $"number{number}"
            : text > 0 ? $"text{text}"
            : throw new InvalidOperationException($"The measure {measure} has no dimension '{dimension}'.");
    }

    [GeneratedRegex(@"\{(?<measure>[a-z_]+)(\.(?<dimension>[a-z_0-9]+))?\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Place();
}
