using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Web.Features.Cases;
using MediationHub.Web.Features.Cases.Steps;

namespace MediationHub.Web.Features.Workbench;

/// <summary>What an open case waits for, and on whom: the guide's next step in the words of a desk.</summary>
internal static class Waiting
{
    /// <summary>The stages of open cases, as the API has them.</summary>
    public static readonly IReadOnlyList<string> OpenStages = [.. Enum.GetValues<CaseStage>().Where(s => s < CaseStage.Closed).Select(s => Api.ApiWord.Of(s))];

    /// <summary>What a stage waits for in general.</summary>
    public static string Of(CaseStage stage) => stage switch
    {
        CaseStage.Registered => "待征询各方意见",
        CaseStage.ConsentPending => "待答复、待受理",
        CaseStage.Accepted => "待召开调解会议",
        CaseStage.InMediation => "调解中",
        CaseStage.AgreementDrafted => "待签名盖章",
        _ => "待结案",
    };

    /// <param name="lead">How the reader calls the case's mediator; null where it is enough to say so.</param>
    public static (string? Command, string What, string On) Of(MediationCase c, Context at, string? lead)
    {
        if (CaseGuide.Next(c, at) is not { } next) return (null, "暂无待办事项", "");
        var what = CaseSteps.Find(next.Command)?.Title ?? next.Command;
        var mediator = c.Lead is null ? "组织负责人" : lead ?? "调解员";
        return (next.Command, what, next.Command switch
        {
            "record-consent" => Names(c.Parties.Where(p => p.Consent is null)) is { Length: > 0 } silent ? $"{silent}答复" : mediator,
            "accept" or "reject" => "调解员或者组织负责人",
            "assign-mediator" or "resume" or "decide-recusal" => "组织负责人",
            "accept-transfer" => "接收案件的组织",
            "hold-session" when c.Sessions.Find(s => s.Status is SessionStatus.Scheduled) is { } session && session.StartsAt > at.Now => $"会议 {ChinaTime.Show(session.StartsAt)}",
            "sign-agreement" => c.Draft is { } draft ? Signers(c, draft, mediator) : mediator,
            "seal-agreement" => "本组织盖章",
            "approve-reopen" => "市（州）三方办公室",
            _ => mediator,
        });
    }

    private static string Signers(MediationCase c, Agreement draft, string mediator)
    {
        var people = draft.StillToSign.Select(id => c.Party(id)?.Name.Value ?? c.Members.FirstOrDefault(m => m.Id == id)?.Name.Value ?? id.Value).ToList();
        return people.Count == 0 ? $"{mediator}签名" : $"{string.Join('、', people.Take(3))}{(people.Count > 3 ? $"等 {people.Count} 人" : "")}签名";
    }

    private static string Names(IEnumerable<Party> parties) => string.Join('、', parties.Select(p => p.Name.Value));
}
