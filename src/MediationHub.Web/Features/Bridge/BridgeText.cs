using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Entrustments;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Recommendations;
using MediationHub.Domain.Reviews;
using MediationHub.Web.Components;

namespace MediationHub.Web.Features.Bridge;

/// <summary>The words that the bridge's pages share.</summary>
public static class BridgeText
{
    /// <summary>Who works at a commission begins at its docket.</summary>
    public static string Home(Actor actor) => actor.Commission is null ? "/reviews" : "/docket";

    /// <summary>Where a person finds commissions: the house its own, everybody else behind the organizations.</summary>
    public static string Register(Actor actor) => actor.Commission is null ? "/organizations" : "/commissions";

    public static string Chinese(this DocketBox box) => box switch
    {
        DocketBox.ToAccept => "待立案",
        DocketBox.ToAssign => "待指派",
        DocketBox.InReview => "审查中",
        DocketBox.ToApprove => "待批准",
        DocketBox.ToServe => "待送达",
        DocketBox.Due => "临期",
        DocketBox.Waiting => "待共同申请",
        _ => "已办结",
    };

    public static Tone Tone(ReviewStage stage) => stage switch
    {
        ReviewStage.InForce => Components.Tone.Success,
        ReviewStage.NotAccepted or ReviewStage.Refused => Components.Tone.Error,
        ReviewStage.Withdrawn => Components.Tone.Neutral,
        ReviewStage.EndedUnsigned => Components.Tone.Dark,
        ReviewStage.Applied => Components.Tone.Warning,
        _ => Components.Tone.Info,
    };

    public static Tone Tone(EntrustmentStage stage) => stage switch
    {
        EntrustmentStage.Succeeded or EntrustmentStage.Returned => Components.Tone.Success,
        EntrustmentStage.Declined or EntrustmentStage.Expired => Components.Tone.Error,
        EntrustmentStage.Failed => Components.Tone.Dark,
        EntrustmentStage.Proposed or EntrustmentStage.Entrusted => Components.Tone.Warning,
        _ => Components.Tone.Info,
    };

    public static Tone Tone(RecommendationStage stage) => stage switch
    {
        RecommendationStage.Settled => Components.Tone.Success,
        RecommendationStage.Declined or RecommendationStage.NoReply or RecommendationStage.Resumed => Components.Tone.Dark,
        RecommendationStage.Agreed => Components.Tone.Info,
        _ => Components.Tone.Warning,
    };

    public static string ClockName(RuleName rule) => rule.Code switch
    {
        "RVW15" => "共同申请",
        "RVWACC" => "决定是否受理",
        "RVW5" => "审查",
        "ENT10" => "委托调解",
        "ENTBACK" => "反馈结果",
        "ENTNEXT" => "登记后续处理",
        "REC3" => "答复",
        "REC15" => "暂缓受理",
        "ARB5" => "仲裁受理",
        _ => rule.Named,
    };

    /// <summary>A rule by its code, with the rulebook's own name for it.</summary>
    public readonly record struct RuleName(string Code, string Named);

    /// <summary>As it is drawn: what was missed and still waits keeps running over its due day.</summary>
    public static ClockStatus StatusOf(CaseDeadline d) => Cases.Dossier.CaseFileModel.StatusOf(d);

    /// <summary>Whom a review waits for.</summary>
    public static string WaitsFor(Review r, ReviewShown shown, Func<PartyId, string> nameOf, Func<ArbitratorId, string> arbitrator) => r.Stage switch
    {
        ReviewStage.Applied => $"等待{string.Join('、', r.StillToJoin.Select(nameOf))}加入共同申请",
        ReviewStage.Filed => "等待仲裁委立案人员决定是否受理",
        ReviewStage.Accepted => "等待仲裁院负责人指派仲裁员",
        ReviewStage.UnderReview when shown.Pending is { } pending => $"等待仲裁院负责人批准{pending.Kind.Chinese()}",
        ReviewStage.UnderReview when r.Arbitrator is { } a => $"等待仲裁员{arbitrator(a.ArbitratorId)}审查",
        ReviewStage.LetterMade => $"等待{string.Join('、', r.StillToSign.Select(nameOf))}签收调解书",
        _ => "",
    };

    /// <summary>The stages from the application to the letter in force, or to where it ended.</summary>
    public static IReadOnlyList<Step> Steps(Review r)
    {
        static string? On(DateOnly? day) => day?.ToString("MM-dd");
        var decided = r.Letter is { } letter ? ChinaTime.DayOf(letter.SealedAt) : (DateOnly?)null;
        List<(string Text, bool Done, string? Note)> road =
        [
            ("共同申请", r.FiledOn is not null, On(r.FiledOn)),
            ("立案", r.AcceptedOn is not null, On(r.AcceptedOn)),
            ("指派仲裁员", r.Arbitrator is not null, On(r.Arbitrator?.On)),
            ("审查", r.Letter is not null, On(decided)),
            ("送达", r.Stage is ReviewStage.InForce, null),
            ("调解书生效", r.Stage is ReviewStage.InForce, r.Stage is ReviewStage.InForce ? On(r.EndedOn) : null),
        ];
        if (r.Stage.IsEnded() && r.Stage is not ReviewStage.InForce)
            return [.. road.TakeWhile(s => s.Done).Select(s => new Step(s.Text, StepState.Done, s.Note)), new(r.Stage.Chinese(), StepState.Stopped, On(r.EndedOn))];
        return Drawn(road);
    }

    public static IReadOnlyList<Step> Steps(Entrustment e)
    {
        static string? On(DateOnly? day) => day?.ToString("MM-dd");
        if (e.Stage is EntrustmentStage.Declined)
            return [new("双方同意", StepState.Done, On(e.ConsentedOn)), new("委托", StepState.Done, On(e.EntrustedOn)), new("未接受", StepState.Stopped), .. e.Disposition is { } then ? [new Step(then.Kind.Chinese(), StepState.Done, On(then.On))] : Array.Empty<Step>()];
        return Drawn(
        [
            ("双方同意", e.ConsentedOn is not null, On(e.ConsentedOn)), ("委托", e.IsSent, On(e.EntrustedOn)), ("接受", e.AcceptedOn is not null || e.Result is not null, On(e.AcceptedOn)),
            ("调解", e.Result is not null, e.Result?.Chinese()), ("反馈结果", e.ReturnedOn is not null, On(e.ReturnedOn)),
            (e.Disposition is { } done ? done.Kind.Chinese() : "仲裁庭处理", e.Disposition is not null, On(e.Disposition?.On)),
        ]);
    }

    public static IReadOnlyList<Step> Steps(Recommendation r)
    {
        static string? On(DateOnly? day) => day?.ToString("MM-dd");
        var delivered = ("送达", r.DeliveredOn is not null, On(r.DeliveredOn));
        var issued = ("发出", true, On(r.IssuedOn));
        if (r.AgreedOn is null && r.Stage is RecommendationStage.Declined or RecommendationStage.NoReply or RecommendationStage.Resumed)
            return Drawn([issued, delivered, (r.LapsedOn is null ? "不同意调解" : "逾期未答复", true, On(r.DeclinedOn ?? r.LapsedOn)), ("恢复受理", r.ResumedOn is not null, On(r.ResumedOn))]);
        return Drawn(
        [
            issued, delivered, ("同意，暂缓受理", r.AgreedOn is not null, On(r.AgreedOn)),
            (r.Stage is RecommendationStage.Settled ? "调解成功" : r.ResumedOn is not null ? "恢复受理" : "调解或者恢复受理", r.SettledOn is not null || r.ResumedOn is not null, On(r.SettledOn ?? r.ResumedOn)),
        ]);
    }

    private static IReadOnlyList<Step> Drawn(IReadOnlyList<(string Text, bool Done, string? Note)> road)
    {
        var now = road.TakeWhile(s => s.Done).Count();
        return [.. road.Select((s, i) => new Step(s.Text, s.Done ? StepState.Done : i == now ? StepState.Current : StepState.Upcoming, s.Note))];
    }
}
