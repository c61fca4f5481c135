using System.Text.Json.Nodes;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Web.Forms;

namespace MediationHub.Web.Features.Mediators.Roster;

/// <summary>The steps of a mediator's roster entry. An organization's people act for their own; an office acts for all of them.</summary>
public static class MediatorSteps
{
    private const string Any = "—";

    private static readonly Dictionary<string, FieldKind> Numbers = new() { ["year"] = FieldKind.Whole, ["hours"] = FieldKind.Money };

    /// <summary>Kinds of the profile's fields; the rest is text.</summary>
    internal static readonly IReadOnlyDictionary<string, FieldKind> Profile = new Dictionary<string, FieldKind>
    {
        ["fullTime"] = FieldKind.YesNo,
        ["qualifications"] = FieldKind.TickList,
        ["qualitiesConfirmed"] = FieldKind.YesNo,
    };

    public static IReadOnlyList<RecordStep<Mediator>> All { get; } =
    [
        Of<CertifyMediator>("certify", "登记发证", "调解员证已登记。", (_, at) => new(Any, Any, at.Today)) with { About = "首次发证或换发新证。证号不得重复使用。" },
        Of<AppointMediator>("appoint", "聘任", "聘任已登记。", (_, at) => at.Actor.Organization is { } own ? new(own, at.Today, Shortest(at.Today, at)) : null) with { WaitsFor = ["mediator-not-certified", "mediator-not-on-staff"] },
        Of<RenewAppointment>("renew", "续聘", "续聘已登记。", (m, at) => at.Actor.Organization is { } own && m.LastTermAt(own) is { } term ? new(own, Shortest(term.Until.AddDays(1), at)) : null) with
        {
            About = "续聘自原聘期届满次日起算。", WaitsFor = ["assessment-missing", "assessment-failed", "mediator-not-certified"],
        },
        Of<AssessMediator>("assess", "登记年度考核", "年度考核已登记。", (_, at) => new(at.Today.Year, AssessmentGrade.Competent, $"{Any}{at.Now.Ticks}", Any)) with { Kinds = Numbers },
        Of<RecordTraining>("record-training", "登记培训", "培训已登记。", (_, at) => new(at.Today, 1, $"{Any}{at.Now.Ticks}")) with { Kinds = Numbers },
        Of<ChangeMediatorProfile>("change-profile", "变更个人信息", "个人信息已变更。", (_, at) => new(new() { GoodAt = $"{Any}{at.Now.Ticks}" }, Any), RecordStep.Under("changes", "reason")) with { Kinds = Profile },
        Of<LiftSuspension>("lift-suspension", "解除暂停", "已解除暂停，可以继续履职。", (_, at) => new(at.Today)),
        Of<SuspendMediator>("suspend", "暂停履职", "已暂停履职。", (_, at) => new(at.Today, Any)) with { Grave = true, About = "暂停期间不能参与调解，对全部聘任组织生效。" },
        Of<LeaveOrganization>("leave", "登记离任", "离任已登记。", (_, at) => new(at.Today, at.Actor.Organization)) with { Grave = true, About = "自离任之日起不再承办本组织的案件；在办案件请先改派。" },
        Of<DismissMediator>("dismiss", "解聘", "解聘已登记。", (_, at) => new(DismissalGround.Other, Any, at.Today, at.Actor.Organization)) with { Grave = true, About = "自解聘之日起不再承办案件；在办案件请先改派。" },
    ];

    /// <summary>The shortest term that the rulebook allows.</summary>
    internal static DateOnly Shortest(DateOnly from, Context at) => from.AddYears(at.Rules.Settings.MediatorTermMinimumYears.Value).AddDays(-1);

    private static RecordStep<Mediator> Of<TCommand>(string name, string text, string done, Func<Mediator, Context, TCommand?> attempt, Func<JsonObject, JsonObject>? shape = null)
        where TCommand : class, ICommand<Mediator> => RecordStep.Of<Mediator, TCommand>(name, text, done, attempt, shape);
}
