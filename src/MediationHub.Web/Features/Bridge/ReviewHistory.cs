using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Reviews;
using MediationHub.Web.Features.Cases;

namespace MediationHub.Web.Features.Bridge;

/// <summary>
/// What is said of a review's event beyond plain words: whom it is about, on what ground and why, in names and texts as this person may read them.
/// What only the commission hears of is told in the event's own words, since nobody else is told of it (<see cref="Domain.Access.Policy.Hears"/>).
/// </summary>
internal static class ReviewHistory
{
    /// <returns>Null where plain words say it all.</returns>
    public static string? Detail(DomainEvent happened, ReviewShown shown)
    {
        return happened switch
        {
            ReviewApplied e => Name(e.Application.PartyId),
            ReviewJoined e => Name(e.Joining.PartyId),
            ReviewAccepted { LateReason.IsEmpty: false } e => $"{e.Number}。逾期仍予受理的理由：{shown.LateReason}",
            ReviewNotAccepted e when shown.NotAccepted is { } declined => $"第 {e.Ground} 项：{ReviewWords.NotAcceptedGrounds[e.Ground - 1]}。{declined.Reason}",
            ReviewConflictDeclared e => $"{e.Reason}",
            ReviewInquiryRecorded e => string.Join('、', e.Inquiry.Parties.Select(Name)),
            ReviewApprovalRequested { Request: var asked } => asked.Kind is ReviewRequestKind.Refusal ? $"{asked.Kind.Chinese()}：{Grounds(asked.Grounds)}" : $"{asked.Kind.Chinese()}：{asked.Reason}",
            ReviewRequestReturned e => $"{e.Comment}",
            ReviewExtended e when shown.Extension is { Reason.IsEmpty: false } extension => $"延长至 {e.Extension.Due:yyyy-MM-dd}。{extension.Reason}",
            ReviewRefused => Grounds(shown.Grounds),
            ReviewLetterServed { Service: var s } => $"{Name(s.PartyId)}，{s.On:yyyy-MM-dd}，{s.Method.Chinese()}，{s.Result.Chinese()}",
            ReviewWithdrawn e => shown.WithdrawalReason.IsEmpty ? Name(e.PartyId) : $"{Name(e.PartyId)}，理由：{shown.WithdrawalReason}",
            ReviewEndedUnsigned e => Name(e.PartyId),
            _ => null,
        };

        string Name(PartyId id) => shown.Extract.Parties.FirstOrDefault(p => p.Id == id)?.Name.ToString() ?? id.Value;
    }

    private static string Grounds(IReadOnlyList<ReviewReason> grounds) =>
        string.Join('；', grounds.Select(g => $"第 {g.Ground} 项 {ReviewWords.RefusalGrounds[g.Ground - 1]}：{g.Reason.ToString().TrimEnd('。')}"));
}
