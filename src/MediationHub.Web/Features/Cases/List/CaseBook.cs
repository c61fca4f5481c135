using MediationHub.Documents.Sheets;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Store;
using MediationHub.Web.Api;
using MediationHub.Web.Features.Lists;
using Microsoft.Extensions.Primitives;

namespace MediationHub.Web.Features.Cases.List;

/// <summary>The list of cases: its columns and what its address says.</summary>
public sealed class CaseBook(ListChoices choices, CaseLists lists, HubStore store) : ListBook<CaseListed>(ListKinds.Cases, choices)
{
    /// <summary>What stands in the address besides order and place.</summary>
    public static readonly IReadOnlyList<string> Filters = ["q", "stage", "outcome", "organizationId", "unit", "disputeType", "source", "receivedFrom", "receivedTo", "acceptedFrom", "acceptedTo", "closedFrom", "closedTo", "claimedFrom", "claimedTo", "due", "mediatorId", "unassigned", "ledger", "result", "collective", "reportedBy", "once", "counted", "countedFrom", "countedTo"];

    public override IReadOnlyList<ListColumn<CaseListed>> Columns(Actor actor)
    {
        var house = actor.Organization is not null;
        var today = ChinaTime.DayOf(store.Clock.GetUtcNow());
        return
        [
            new("number", "案号", 30, c => c.Number, Sort: house ? "number" : null),
            new("parties", "当事人", 44, c => $"{c.Applicants} 诉 {c.Respondents}"),
            new("organization", "调解组织", 38, c => c.OrganizationName, Shown: !house),
            new("disputeType", "争议类型", 22, c => CaseText.DisputeType(store.Rules, c.DisputeType)),
            new("stage", "阶段", 14, CaseText.StageText),
            new("outcome", "结案方式", 16, c => OutcomeOf(c)?.Chinese(), Shown: false),
            new("due", "时限", 14, c => c.DueOn, SheetColumnKind.Day, "due"),
            new("light", "时限状态", 12, c => c.DueOn is { } due ? CaseClock.LightOn(due, c.DueProvisional && today > due ? due : today, store.Rules.Settings.AmberDays.Value) switch { Light.Overdue => "逾期", Light.Red => "今日到期", Light.Amber => "临近", _ => "正常" } : null, Shown: false),
            new("received", "收到日期", 14, c => ChinaTime.DayOf(c.ReceivedAt), SheetColumnKind.Day, "received"),
            new("accepted", "受理日期", 14, c => c.AcceptedOn, SheetColumnKind.Day, Shown: false),
            new("closed", "结案日期", 14, c => c.ClosedOn, SheetColumnKind.Day, "closed", Shown: false),
            new("claimed", "请求金额（元）", 18, c => c.Claimed > 0 ? c.Claimed : null, SheetColumnKind.Money, "claimed", Shown: house),
            new("agreed", "协议金额（元）", 18, c => c.Agreed, SheetColumnKind.Money, Shown: false),
            new("workers", "涉及人数", 10, c => c.Workers, SheetColumnKind.Number, Shown: false),
            new("source", "案件来源", 18, c => SourceOf(c).Chinese(), Shown: false),
        ];
    }

    protected override async Task<(int Count, IAsyncEnumerable<CaseListed> Rows, Problem? Problem)> Everything(HttpContext http, Dictionary<string, StringValues> query, int most)
    {
        var actor = Identity.Signing.Actor(http);
        var (filter, problem) = Filter(name => query.TryGetValue(name, out var value) ? value.ToString() : null);
        if (problem is not null) return (0, Empty(), problem);
        return (await lists.Count(actor, filter!, most + 1, http.RequestAborted), lists.Everything(actor, filter!, most, http.RequestAborted), null);
    }

    /// <summary>What the page's address says. On the page a merged case has a stage of its own; in the API it is a transferred one.</summary>
    public static (CaseFilter? Filter, Problem? Problem) Filter(Func<string, string?> asked)
    {
        var stage = asked("stage")?.Trim();
        return CaseEndpoints.Filter(name => name switch
        {
            "stage" when stage is MergedStage => ApiWord.Of(CaseStage.Transferred),
            "merged" => stage is MergedStage ? "true" : stage == ApiWord.Of(CaseStage.Transferred) ? "false" : null,
            _ => asked(name),
        });
    }

    public const string MergedStage = "merged";

    /// <summary>The stages to choose from.</summary>
    public static readonly IReadOnlyList<Components.Choice> Stages = [.. CaseText.Choices<CaseStage>(CaseWords.Chinese).SelectMany(s => s.Value == ApiWord.Of(CaseStage.Transferred) ? [s, new(MergedStage, CaseText.Merged)] : new[] { s })];

    public static Outcome? OutcomeOf(CaseListed row) => row.Outcome is null ? null : Enum.Parse<Outcome>(row.Outcome, ignoreCase: true);
    private static CaseSource SourceOf(CaseListed row) => Enum.Parse<CaseSource>(row.Source, ignoreCase: true);

    private static async IAsyncEnumerable<CaseListed> Empty()
    {
        await Task.CompletedTask;
        yield break;
    }
}
