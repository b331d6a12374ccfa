using System.Reflection;
using System.Security.Claims;
using JourneyEngine.Dashboard.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace JourneyEngine.Dashboard.Pages;

/// <summary>The pages, in the order in which they are offered; each is found by its type.</summary>
internal static class Contents
{
    public const string ConversionPath = "/dashboard/conversion";
    public const string StreamsPath = "/dashboard/streams";
    public const string EditFunnelPath = "/dashboard/edit/funnel";
    public const string EditSlotPath = "/dashboard/edit/slot";

    public static IReadOnlyList<Page> All { get; } =
    [
        .. from type in typeof(Contents).Assembly.GetTypes()
        let offered = type.GetCustomAttribute<OfferedAttribute>()
        where offered is not null
        let path = type.GetCustomAttribute<RouteAttribute>()!.Template
        orderby offered.Order, path
        select new Page(
            path,
            offered.Title,
            type.GetCustomAttribute<AuthorizeAttribute>()?.Policy == DashboardAuthentication.WhatIf
        ),
    ];

    /// <param name="Title">Key of its words.</param>
    /// <param name="ForAnalysts">Whether only analysts, and whoever may do more, are offered it.</param>
    internal sealed record Page(string Path, string Title, bool ForAnalysts)
    {
        public bool IsFor(ClaimsPrincipal user) => !ForAnalysts || Roles.SeesVisitors(user);
    }
}
