using MediationHub.Documents;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Entrustments;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Recommendations;
using MediationHub.Domain.Reviews;
using PaperKind = MediationHub.Documents.PaperKind;

namespace MediationHub.Web.Features.Papers;

/// <summary>What a person says when asking for a paper of a review, an entrustment or a recommendation; everything else is taken from the record.</summary>
/// <param name="Kind">The paper's word, such as <c>mediationLetter</c>.</param>
/// <param name="PartyId">Of an inquiry: whom it asks; left out: the first who has not consented.</param>
public sealed record BridgePaperRequest(string Kind, PartyId? PartyId = null);

/// <summary>How one kind of paper is made from a record of the bridge to arbitration.</summary>
/// <param name="Owner">The record it is made from: <see cref="Review"/>, <see cref="Entrustment"/> or <see cref="Recommendation"/>.</param>
/// <param name="Make">Its model from the record and from what was asked for.</param>
public sealed record BridgePaperRecipe(PaperKind Kind, Type Owner, Func<BridgePaperModels, BridgePaperRequest, PaperDraft> Make)
{
    /// <summary>Why the record has no such paper now; null where it has.</summary>
    public required Func<BridgePaperModels, Refusal?> Closed { get; init; }

    /// <summary>The record stands where this paper is due and it was not made yet.</summary>
    public Func<BridgePaperModels, bool> Due { get; init; } = _ => false;

    public PaperForm Form => PaperForm.Of(Kind);

    /// <summary>The kind as the record keeps it.</summary>
    public Domain.Cases.PaperKind Kept { get; } = Enum.Parse<Domain.Cases.PaperKind>(Kind.ToString());
}

/// <summary>Whether a paper can be made of the record now.</summary>
/// <param name="Closed">Why not at all.</param>
/// <param name="Missing">What the record lacks for it, in Chinese.</param>
/// <param name="Due">It should be made now.</param>
public sealed record BridgePaperOffer(BridgePaperRecipe Recipe, Refusal? Closed, IReadOnlyList<string> Missing, bool Due)
{
    public bool Open => Closed is null && Missing.Count == 0;
}

/// <summary>Every paper of the bridge to arbitration, in the order of its road.</summary>
public static class BridgePaperRecipes
{
    public static IReadOnlyList<BridgePaperRecipe> All { get; } =
    [
        new(PaperKind.ReviewApplication, typeof(Review), (m, _) => m.ReviewApplication())
        {
            Closed = m => m.Review.IsOpen ? null : No("仲裁审查已经结束，不再制作申请书。", "The review has ended."),
            Due = m => m.Review.Stage is ReviewStage.Applied && !m.Made(PaperKind.ReviewApplication),
        },
        new(PaperKind.ReviewAcceptance, typeof(Review), (m, _) => m.ReviewAcceptance())
        {
            Closed = m => m.Review.AcceptedOn is null ? No("审查申请尚未受理，受理后再制作受理通知书。", "The application is not accepted yet.") : null,
            Due = m => m.Review is { IsOpen: true, AcceptedOn: not null } && !m.Made(PaperKind.ReviewAcceptance),
        },
        new(PaperKind.ReviewNonAcceptance, typeof(Review), (m, _) => m.ReviewNonAcceptance())
        {
            Closed = m => m.Review.NotAccepted is null ? No("没有决定不予受理，无需制作不予受理通知书。", "The application was not declined.") : null,
            Due = m => m.Review.NotAccepted is not null && !m.Made(PaperKind.ReviewNonAcceptance),
        },
        new(PaperKind.ReviewExtension, typeof(Review), (m, _) => m.ReviewExtension())
        {
            Closed = m => m.ExtensionKnown ? null : No("没有报请或者批准延长审查期限，无需制作审批表。", "No extension was asked for."),
            Due = m => m.Review.IsOpen && m.ExtensionKnown && !m.Made(PaperKind.ReviewExtension, made => m.Review.Extension is null || ChinaTime.DayOf(made.At) >= m.Review.Extension.On),
        },
        new(PaperKind.MediationLetter, typeof(Review), (m, _) => m.MediationLetter())
        {
            Closed = m => m.Review.Letter is null ? No("还没有决定制作调解书，请先登记制作调解书。", "No letter was decided on: make it first.") : null,
            Due = m => m.Review.Stage is ReviewStage.LetterMade && !m.Made(PaperKind.MediationLetter),
        },
        new(PaperKind.ReviewRefusal, typeof(Review), (m, _) => m.ReviewRefusal())
        {
            Closed = m => m.Review.Stage is ReviewStage.Refused ? null : No("没有决定不予制作调解书，无需制作该通知书。", "The letter was not refused."),
            Due = m => m.Review.Stage is ReviewStage.Refused && !m.Made(PaperKind.ReviewRefusal),
        },
        new(PaperKind.ReviewTermination, typeof(Review), (m, _) => m.ReviewTermination())
        {
            Closed = m => m.Review.Stage is not (ReviewStage.Withdrawn or ReviewStage.EndedUnsigned or ReviewStage.Refused) ? No("仲裁审查没有终止，无需制作终止审查通知书。", "The review was not terminated.")
                : m.Review.AcceptedOn is null ? No("审查申请在受理前撤回，没有开始审查，无需制作终止审查通知书。", "It was withdrawn before it was accepted: no review began.") : null,
            Due = m => m.Review is { Stage: ReviewStage.Withdrawn or ReviewStage.EndedUnsigned, AcceptedOn: not null } && !m.Made(PaperKind.ReviewTermination),
        },

        new(PaperKind.EntrustmentInquiry, typeof(Entrustment), (m, ask) => m.EntrustmentInquiry(ask.PartyId))
        {
            Closed = m => m.Entrustment.Stage is EntrustmentStage.Proposed ? null : No("各方当事人都已同意，无需再征询。", "Every party has consented."),
            Due = m => m.Entrustment.Stage is EntrustmentStage.Proposed && m.Entrustment.NotConsented.Any(p => !m.Made(PaperKind.EntrustmentInquiry, made => made.PartyId == p.Id)),
        },
        new(PaperKind.EntrustmentLetter, typeof(Entrustment), (m, _) => m.EntrustmentLetter())
        {
            Closed = m => m.Entrustment.IsSent ? null : No("还没有委托，双方同意并登记委托后再制作委托调解函。", "Nothing is entrusted yet."),
            Due = m => m.Entrustment.IsUnderWay && !m.Made(PaperKind.EntrustmentLetter),
        },
        new(PaperKind.EntrustmentResult, typeof(Entrustment), (m, _) => m.EntrustmentResult())
        {
            Closed = m => m.Entrustment.ReturnedOn is null ? No("还没有登记反馈结果，登记后再制作反馈函。", "The result is not returned yet.") : null,
            Due = m => m.Entrustment.ReturnedOn is not null && !m.Made(PaperKind.EntrustmentResult),
        },

        new(PaperKind.RecommendationLetter, typeof(Recommendation), (m, _) => m.RecommendationLetter())
        {
            Closed = _ => null,
            Due = m => m.Recommendation.Stage is RecommendationStage.Issued && !m.Made(PaperKind.RecommendationLetter),
        },
    ];

    /// <summary>The papers of one kind of record.</summary>
    public static IReadOnlyList<BridgePaperRecipe> Of<TState>() => [.. All.Where(r => r.Owner == typeof(TState))];

    private static Refusal No(string chinese, string english) => new("paper-not-possible", chinese, english);
}
