using JourneyEngine.Sites;

namespace JourneyEngine.Collection;

/// <summary>By what the items of a request are judged.</summary>
/// <param name="Mode">What the site does with visitors who have not chosen.</param>
/// <param name="PrivacyControl">The request carries <c>Sec-GPC: 1</c> (W3C Global Privacy Control).</param>
/// <param name="Links">Whether the key of the request may say that two ids are one visitor.</param>
internal sealed record Terms(NoticeRules Notice, string Mode, bool PrivacyControl = false, bool Links = true);
