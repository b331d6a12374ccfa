using System.Text.Json;
using JourneyEngine.Contracts;
using JourneyEngine.Contracts.Naming;
using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Log;

/// <summary>Reads of a stored <see cref="InteractionRecorded"/> only what the fold sees, without building the
/// fact.</summary>
public static class InteractionReader
{
    private static readonly JsonEncodedText OccurredAt = Name(nameof(InteractionRecorded.OccurredAt));
    private static readonly JsonEncodedText Kind = Name(nameof(InteractionRecorded.Kind));
    private static readonly JsonEncodedText Title = Name(nameof(InteractionRecorded.Name));
    private static readonly JsonEncodedText Path = Name(nameof(InteractionRecorded.Path));
    private static readonly JsonEncodedText Referrer = Name(nameof(InteractionRecorded.ReferrerHost));
    private static readonly JsonEncodedText Sent = Name(nameof(InteractionRecorded.Campaign));
    private static readonly JsonEncodedText Chosen = Name(nameof(InteractionRecorded.Choices));
    private static readonly JsonEncodedText Bot = Name(nameof(InteractionRecorded.Bot));
    private static readonly JsonEncodedText Crowded = Name(nameof(InteractionRecorded.Crowded));

    /// <summary>Stored names of the facts that journeys are made of.</summary>
    public static string[] Types { get; } =
    [
        StoredFacts.NameOf(typeof(InteractionRecorded)),
        StoredFacts.NameOf(typeof(ConsentChanged)),
        StoredFacts.NameOf(typeof(ContentOffered)),
        StoredFacts.NameOf(typeof(ContentShown)),
    ];

    /// <param name="type">Stored name of the fact.</param>
    /// <returns>Null for a bot, which is kept but no part of any journey, for a decision about nobody known, and for
    /// a fact of another type.</returns>
    /// <exception cref="JsonException">The bytes are not the fact that its type says.</exception>
    public static Interaction? Read(string type, ReadOnlySpan<byte> fact) =>
        type == Types[0] ? Read(fact)
        : Types.Contains(type) ? Interaction.Of(FactJson.Read(type, fact))
        : null;

    /// <summary>Reads an interaction.</summary>
    /// <returns>Null for a bot: it is kept, but no part of any journey.</returns>
    /// <exception cref="JsonException">The bytes are not an interaction.</exception>
    public static Interaction? Read(ReadOnlySpan<byte> fact)
    {
        try
        {
            return Members(fact);
        }
        catch (Exception failure) when (failure is InvalidOperationException or FormatException)
        {
            throw new JsonException("A member of the stored interaction is of another type.", failure);
        }
    }

    private static Interaction? Members(ReadOnlySpan<byte> fact)
    {
        var (kind, name, path, referrer, campaign) = (
            (string?)null,
            (string?)null,
            (string?)null,
            (string?)null,
            (Campaign?)null
        );
        var (at, choices, crowded) = ((DateTimeOffset?)null, (Choices?)null, false);
        var reader = new Utf8JsonReader(fact);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(OccurredAt.EncodedUtf8Bytes))
                at = Value(ref reader).GetDateTimeOffset();
            else if (reader.ValueTextEquals(Kind.EncodedUtf8Bytes))
                kind = Known(Value(ref reader));
            else if (reader.ValueTextEquals(Title.EncodedUtf8Bytes))
                name = Value(ref reader).GetString() is { } text ? NormalText.Name(text) : null;
            else if (reader.ValueTextEquals(Path.EncodedUtf8Bytes))
                path = Value(ref reader).GetString() is { } text ? NormalPath.Of(text) : null;
            else if (reader.ValueTextEquals(Referrer.EncodedUtf8Bytes))
                referrer = Value(ref reader).GetString();
            else if (reader.ValueTextEquals(Sent.EncodedUtf8Bytes))
                campaign = JsonSerializer.Deserialize<Campaign>(ref reader, FactJson.Options);
            else if (reader.ValueTextEquals(Chosen.EncodedUtf8Bytes))
                choices = JsonSerializer.Deserialize<Choices>(ref reader, FactJson.Options);
            else if (reader.ValueTextEquals(Crowded.EncodedUtf8Bytes))
                crowded = Value(ref reader).GetBoolean();
            else if (reader.ValueTextEquals(Bot.EncodedUtf8Bytes) && Value(ref reader).GetBoolean())
                return null;
            reader.Skip();
        }

        return kind is null || at is null
            ? throw new JsonException("The stored interaction has no kind or no time.")
            : new Interaction(
                at.Value.ToUnixTimeMilliseconds(),
                kind,
                name,
                path,
                choices,
                Campaign: CampaignText.Normal(campaign?.Name) ?? CampaignText.Normal(campaign?.Source),
                ReferrerHost: referrer,
                Crowded: crowded
            );
    }

    /// <remarks>Nearly every interaction is of one of these, so no text is made for them.</remarks>
    private static string? Known(in Utf8JsonReader value) =>
        value.ValueTextEquals("page"u8) ? "page"
        : value.ValueTextEquals("track"u8) ? "track"
        : value.ValueTextEquals("screen"u8) ? "screen"
        : value.GetString();

    private static ref Utf8JsonReader Value(ref Utf8JsonReader reader)
    {
        reader.Read();
        return ref reader;
    }

    private static JsonEncodedText Name(string property) =>
        JsonEncodedText.Encode(JsonNamingPolicy.CamelCase.ConvertName(property));
}
