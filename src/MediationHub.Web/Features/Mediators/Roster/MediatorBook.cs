using MediationHub.Documents.Sheets;
using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Store;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Lists;
using MediationHub.Web.Identity;
using Microsoft.Extensions.Primitives;

namespace MediationHub.Web.Features.Mediators.Roster;

/// <summary>The list of mediators: columns and export.</summary>
public sealed class MediatorBook(ListChoices choices, MediatorLists lists, HubStore store) : ListBook<MediatorListed>(ListKinds.Mediators, choices)
{
    private const int AtOnce = 500;

    public override IReadOnlyList<ListColumn<MediatorListed>> Columns(Actor actor)
    {
        var today = ChinaTime.DayOf(store.Clock.GetUtcNow());
        return
        [
            new("name", "姓名", 12, m => m.Name, Sort: "name"),
            new("certificate", "调解员证号", 20, m => m.CertificateNumber, Sort: "certificate"),
            new("fullTime", "专（兼）职", 12, m => MediatorLook.FullTime(m.FullTime)),
            new("organization", "聘任组织", 40, m => m.OrganizationName, Sort: "organization"),
            new("term", "聘期", 26, m => m.From is null ? null : $"{Display.Day(m.From)} 至 {Display.Day(m.Until)}{(m.RenewedUntil is { } renewed ? $"，续聘至 {Display.Day(renewed)}" : "")}"),
            new("until", "聘期截止", 14, m => m.Until, SheetColumnKind.Day, "until", Shown: false),
            new("status", "状态", 16, m => MediatorLook.Standing(m, today).Text),
        ];
    }

    protected override async Task<(int Count, IAsyncEnumerable<MediatorListed> Rows, Problem? Problem)> Everything(HttpContext http, Dictionary<string, StringValues> query, int most)
    {
        var actor = http.Actor();
        string? Text(string field) => query.TryGetValue(field, out var value) && value.ToString().Trim() is { Length: > 0 and <= 100 } given ? given : null;
        var sort = Text("sort") is { } given && MediatorLists.Sorts.ContainsKey(given) ? given : null;
        return ((await lists.List(actor, Text("q"), Text("organizationId"), 1, 1, http.RequestAborted)).Total, Rows(), null);

        async IAsyncEnumerable<MediatorListed> Rows()
        {
            for (var page = 1; ; page++)
            {
                var (items, _) = await lists.List(actor, Text("q"), Text("organizationId"), page, AtOnce, http.RequestAborted, sort);
                foreach (var item in items) yield return item;
                if (items.Count < AtOnce) yield break;
            }
        }
    }
}
