using System.Text.Json.Serialization;

namespace JourneyEngine.Decisions.OffPolicy;

/// <summary>How the value of a policy is estimated from the decisions of another (Dudik, Langford and Li 2011, "Doubly
/// Robust Policy Evaluation and Learning").</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Estimator>))]
public enum Estimator
{
    /// <summary>Inverse propensity score: mean(w y). Unbiased where the propensities are exact; the variance grows with
    /// the weights.</summary>
    [JsonStringEnumMemberName("ips")]
    Ips,

    /// <summary>Self-normalised: sum(w y) / sum(w) (Swaminathan and Joachims 2015).</summary>
    [JsonStringEnumMemberName("snips")]
    Snips,

    /// <summary>Direct method: what a model of the reward predicts. As biased as the model.</summary>
    [JsonStringEnumMemberName("dm")]
    Dm,

    /// <summary>Doubly robust: the direct method, corrected by the weighted errors of the model.</summary>
    [JsonStringEnumMemberName("dr")]
    Dr,
}
