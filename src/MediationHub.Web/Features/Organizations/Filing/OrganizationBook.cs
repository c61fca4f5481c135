using MediationHub.Documents.Sheets;
using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;
using MediationHub.Store;
using MediationHub.Web.Api;
using MediationHub.Web.Features.Lists;
using MediationHub.Web.Identity;
using Microsoft.Extensions.Primitives;

namespace MediationHub.Web.Features.Organizations.Filing;

/// <summary>The list of organizations: columns, what its address says, and export.</summary>
public sealed class OrganizationBook(ListChoices choices, OrganizationLists lists, SuccessRates rates, HubStore store) : ListBook<OrganizationSummary>(ListKinds.Organizations, choices)
{
    private const int AtOnce = 500;

    public override IReadOnlyList<ListColumn<OrganizationSummary>> Columns(Actor actor)
    {
        var year = ChinaTime.DayOf(store.Clock.GetUtcNow()).Year;
        return
        [
            new("name", "名称", 44, o => o.Name, Sort: "name"),
            new("code", "组织编码", 14, o => o.Code, Sort: "code"),
            new("unit", "行政区划", 16, o => Regions.BuiltIn.NameOf(o.Unit), Sort: "unit"),
            new("type", "组织类型", 24, o => Enum.Parse<OrganizationType>(o.Type, ignoreCase: true).Chinese()),
            new("status", "状态", 12, o => StatusOf(o).Chinese()),
            new("filed", "备案日期", 14, o => o.FiledOn, SheetColumnKind.Day, "filed"),
            new("filingNumber", "备案编号", 24, o => o.FilingNumber, Shown: false),
            new("rate", $"{year}年调解成功率", 18, o => o.Rate, SheetColumnKind.Number),
        ];
    }

    public static OrganizationStatus StatusOf(OrganizationSummary row) => Enum.Parse<OrganizationStatus>(row.Status, ignoreCase: true);

    /// <summary>An office begins with its own units; an empty unit stands for all.</summary>
    public static OrganizationFilter Filter(Actor actor, Func<string, string?> asked)
    {
        string? Text(string field) => asked(field)?.Trim() is { Length: > 0 and <= 100 } given ? given : null;
        return new(Text("q"), asked("unit") is null && actor.Is(Role.City) ? actor.Unit : Text("unit"), Text("type"), Text("status"));
    }

    protected override async Task<(int Count, IAsyncEnumerable<OrganizationSummary> Rows, Problem? Problem)> Everything(HttpContext http, Dictionary<string, StringValues> query, int most)
    {
        var asked = Filter(http.Actor(), name => query.TryGetValue(name, out var value) ? value.ToString() : null);
        if (asked.Check() is { } unknown) return (0, Rows(asked), unknown);
        var sort = query.TryGetValue("sort", out var given) && OrganizationLists.Sorts.ContainsKey(given.ToString()) ? given.ToString() : null;
        return ((await lists.List(asked, 1, 1, http.RequestAborted)).Total, Rows(asked with { Sort = sort }), null);

        async IAsyncEnumerable<OrganizationSummary> Rows(OrganizationFilter filter)
        {
            var year = ChinaTime.DayOf(store.Clock.GetUtcNow()).Year;
            for (var page = 1; ; page++)
            {
                var (items, _) = await lists.List(filter, page, AtOnce, http.RequestAborted);
                var figures = await rates.OfMany(items.Select(i => i.Id), new(year, 1, 1), new(year, 12, 31), http.RequestAborted);
                foreach (var item in items) yield return item with { Rate = figures.TryGetValue(item.Id, out var n) ? new Domain.Statistics.Rate(n.Succeeded, n.Counted).Percent : null };
                if (items.Count < AtOnce) yield break;
            }
        }
    }
}
