namespace JourneyEngine.Cli.Simulation;

/// <summary>The funnel and the slot that the simulated visitors meet.</summary>
internal static class DemoSite
{
    public const string Funnel = "demo";
    public const string Slot = "hero";
    public const string LearningSlot = "offer";
    public const string IdentitySecret = "simulated";

    public static object FunnelBody { get; } = new
    {
        stages = new object[]
        {
            new { name = "Visitor", when = new object[] { new { kind = "page" } } },
            new { name = "Reader", when = new object[] { new { kind = "page", name = "article" } } },
            new
            {
                name = "Shopper",
                when = new object[] { new { kind = "page", name = new[] { "product", "pricing" } } },
            },
            new
            {
                name = "Customer",
                goal = true,
                when = new object[] { new { kind = "track", name = "Signed Up" } },
            },
        },
    };

    public static object SlotBody { get; } = new
    {
        funnel = Funnel,
        policy = "uniform",
        @default = new { name = "welcome", value = "Welcome! Look around." },
        contents = new object[]
        {
            new
            {
                name = "start-here",
                value = "New here? Start with these three articles.",
                toVisit = 1,
                stages = new[] { "Visitor", "Reader" },
            },
            new
            {
                name = "read-on",
                value = "Good to see you again: pick up where you stopped.",
                fromVisit = 2,
                stages = new[] { "Visitor", "Reader" },
            },
            new
            {
                name = "compare",
                value = "Compare the three boxes side by side.",
                stages = new[] { "Shopper" },
            },
            new
            {
                name = "questions",
                value = "Questions before you decide? Ask us.",
                fromVisit = 2,
                stages = new[] { "Shopper" },
            },
            new
            {
                name = "thank-you",
                value = "Thank you for being with us.",
                stages = new[] { "Customer" },
            },
        },
    };

    /// <summary>Which of three suits whom is not said: the slot learns it by stage and visit number, and one visitor of
    /// five is shown the default, to tell what that is worth.</summary>
    public static object LearningSlotBody { get; } = new
    {
        funnel = Funnel,
        policy = "learning",
        holdout = 0.2,
        outcome = new
        {
            accepted = new object[] { new { kind = "track", name = LiveVisits.Accepted } },
            declined = new object[] { new { kind = "track", name = LiveVisits.Declined } },
            withinHours = 24,
        },
        @default = new { name = "newsletter", value = "Our newsletter, once a month." },
        contents = new object[]
        {
            new { name = "guide", value = "The guide for beginners, free." },
            new { name = "comparison", value = "The three boxes, compared." },
            new { name = "trial", value = "Try one for a month." },
        },
    };
}
