using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Reviews;

/// <summary>
/// How one side's part of the joint application came: at the counter, online or by post, and late with a request for more time.
/// Posted before the end it is in time, however long it was on the way (CPL 85; in arbitration by R33 §19); missed through force majeure,
/// more time can be asked for within ten days after the obstacle ended (CPL 86), and a person of the commission decides.
/// </summary>
internal sealed record HandedIn(DateTimeOffset At, bool AtCounter, DateOnly? PostedOn, Personal PostingProof, Personal Obstacle, DateOnly? ObstacleEndedOn)
{
    private DateOnly ReceivedOn => ChinaTime.DayOf(At);
    private bool AsksForTime => !Obstacle.IsEmpty || ObstacleEndedOn is not null;

    /// <param name="effectiveOn">The day on which the agreement took effect: nothing of this lies before it.</param>
    /// <param name="due">The last day for the joint application.</param>
    public void Check(Problems problems, DateOnly effectiveOn, DateOnly due, bool provisional, Context at)
    {
        if (At == default) return;
        CheckPosting(problems, effectiveOn, at);
        if (AsksForTime) CheckRequest(problems, effectiveOn, due, provisional, at);
    }

    public ReviewJoin Join(PartyId party, IReadOnlyList<FileId>? proof, Context at)
    {
        if (!AsksForTime) return new(party, At, proof ?? [], at.Actor.UserName, AtCounter, PostedOn, PostingProof);
        var clock = at.Rules.Clock("FM10", ObstacleEndedOn!.Value, at.Calendar);
        var asked = PostedOn ?? ReceivedOn;
        return new(party, At, proof ?? [], at.Actor.UserName, AtCounter, PostedOn, PostingProof, new(Obstacle, ObstacleEndedOn.Value, asked, clock.Due, clock.Provisional, Late: !clock.Provisional && asked > clock.Due, clock.RulebookVersion));
    }

    private void CheckPosting(Problems problems, DateOnly effectiveOn, Context at)
    {
        if (PostedOn is not { } posted)
        {
            if (!PostingProof.IsEmpty) problems.Add("postedOn", "填写了交邮凭证的，请同时填写交邮日期。", "Give the day of posting beside its proof.");
            return;
        }
        if (AtCounter) problems.Add("postedOn", "在窗口当面递交的没有交邮日期，请选择其中一种方式。", "What is handed in at the counter was not posted; choose one of the two.");
        else if (posted > at.Today) problems.Add("postedOn", "交邮日期不得晚于今日。", "The day of posting must not lie in the future.");
        else if (posted > ReceivedOn) problems.Add("postedOn", $"交邮日期不得晚于收到的日期（{ReceivedOn:yyyy-MM-dd}），请核对邮戳。", $"It cannot be posted after it was received ({ReceivedOn:yyyy-MM-dd}); check the postmark.");
        else if (posted < effectiveOn) problems.Add("postedOn", $"交邮日期不得早于协议生效之日（{effectiveOn:yyyy-MM-dd}），请核对邮戳。", $"It cannot be posted before the agreement took effect ({effectiveOn:yyyy-MM-dd}); check the postmark.");
        problems.RequireText("postingProof", PostingProof, TextRules.Longest.Title, "请填写证明交邮日期的凭证，例如邮件号、邮戳。", "Say what proves the day of posting, such as the number of the mail.");
    }

    private void CheckRequest(Problems problems, DateOnly effectiveOn, DateOnly due, bool provisional, Context at)
    {
        problems.RequireText("obstacle", Obstacle, TextRules.Longest.Reason, "请写明耽误期限的不可抗力或者其他正当理由。", "Say what kept the party from applying in time.");
        if (provisional || InTime(due, at)) problems.Add("obstacle", $"申请没有超过期限（{due:yyyy-MM-dd}），不需要申请顺延，请删去。", $"The application is in time ({due:yyyy-MM-dd}); leave the request out.");
        if (ObstacleEndedOn is not { } ended) problems.Add("obstacleEndedOn", "请填写障碍消除的日期。", "Give the day on which the obstacle ended.");
        else if (ended > (PostedOn ?? ReceivedOn)) problems.Add("obstacleEndedOn", "障碍消除的日期不得晚于提出申请的日期；障碍尚未消除的，请在消除后十日内申请。", "The obstacle cannot have ended after the application; while it lasts, wait until it has ended.");
        else if (ended < effectiveOn) problems.Add("obstacleEndedOn", $"障碍消除的日期不得早于协议生效之日（{effectiveOn:yyyy-MM-dd}）。", $"The obstacle cannot have ended before the agreement took effect ({effectiveOn:yyyy-MM-dd}).");
    }

    private bool InTime(DateOnly due, Context at) => PostedOn is { } posted ? posted <= due : at.Rules.InTime(At, due, AtCounter);

    /// <summary>Whether a part of the application came in time: by the day of posting where it was posted, otherwise online until midnight and at the counter until it closes (CC 203).</summary>
    public static bool InTime(ReviewJoin join, DateOnly due, Context at) => new HandedIn(join.At, join.AtCounter, join.PostedOn, default, default, null).InTime(due, at);
}
