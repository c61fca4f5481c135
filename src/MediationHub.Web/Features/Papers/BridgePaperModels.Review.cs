using MediationHub.Documents;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Reviews;

namespace MediationHub.Web.Features.Papers;

public sealed partial record BridgePaperModels
{
    /// <summary>An extension is asked for, or was approved.</summary>
    public bool ExtensionKnown => Review.Extension is not null || Review.Pending is { Kind: ReviewRequestKind.Extension };

    public PaperDraft ReviewApplication() => Of(new ReviewApplicationPaper
    {
        Date = Day(ChinaTime.DayOf(Review.Joined.Max(j => j.At))),
        Addresses = Addresses(Review.Extract),
        Signatures = [.. Review.Signers.Select(id => new SignatureText { Role = RoleOf(id), Name = Review.Extract.NameOf(id), Manner = Review.Extract.Party(id)?.Kind is PartyKind.Employer ? "签名或者盖章" : "签名" })],
    });

    public PaperDraft ReviewAcceptance() => Of(new ReviewAcceptancePaper
    {
        Date = Day(Review.AcceptedOn!.Value),
        FiledOn = Day(Review.FiledOn!.Value),
        AcceptedOn = Day(Review.AcceptedOn.Value),
        DueOn = Day(FirstDue),
        Arbitrator = ArbitratorName,
    });

    public PaperDraft ReviewNonAcceptance()
    {
        var confirm = At.Rules.Clock("JC30", Review.Extract.Agreement!.EffectiveOn, At.Calendar).Due;
        return Of(new ReviewNonAcceptancePaper
        {
            Date = Day(Review.EndedOn!.Value),
            FiledOn = Day(Review.FiledOn!.Value),
            Ground = Ground(Review.NotAccepted!.Ground, ReviewWords.NotAcceptedGrounds),
            Reason = Sentence(Review.NotAccepted.Reason),
            // A court that confirmed it once does not do so again.
            ConfirmUntil = Review.NotAccepted.Ground != 5 && confirm >= Review.EndedOn ? Day(confirm) : null,
        });
    }

    public PaperDraft ReviewExtension()
    {
        var (done, asked) = (Review.Extension, Review.Pending);
        var days = At.Rules.Limit("RVW5").Extension?.Max ?? 5;
        var on = done?.On ?? asked!.On;
        return Of(new ReviewExtensionPaper
        {
            Date = Day(on),
            AcceptedOn = Day(Review.AcceptedOn!.Value),
            CurrentDue = Day(FirstDue),
            NewDue = Day(done?.Due ?? At.Rules.Clock("RVW5", Review.AcceptedOn.Value, At.Calendar, days).Due),
            Days = $"{days}个工作日",
            Reason = Sentence(done?.Reason ?? asked!.Reason),
            Arbitrator = ArbitratorName,
            RequestedOn = Day(on),
            ApprovedOn = done is null ? null : Day(done.On),
            Approver = done is null ? null : ApproverName(done.ApprovedBy),
        });
    }

    public PaperDraft MediationLetter()
    {
        var (letter, agreement) = (Review.Letter!, Review.Extract.Agreement!);
        // The sentences are the agreement's: they are the letter's only while every part of every term is the same.
        if (letter.TermsHash != agreement.TermsHash || TermsHash.Of(letter.Terms) != agreement.TermsHash) return ReviewRefusals.LetterDiffers(TermDifferences.Between(agreement.Terms, letter.Terms));
        return Of(new MediationLetterPaper
        {
            Date = Day(ChinaTime.DayOf(letter.SealedAt)),
            FiledOn = Day(Review.FiledOn!.Value),
            AcceptedOn = Day(Review.AcceptedOn!.Value),
            Claims = Claims(Review.Extract.Claims),
            Terms = [.. agreement.Sentences.Select(s => s.Value!)],
            Signatures = [new SignatureText { Role = "仲裁员", Name = Commission.Arbitrator(letter.ArbitratorId)?.Name.Value, Manner = "签名" }],
            Recipients = [.. Review.Signers.Select(id => Review.Extract.NameOf(id).Value!)],
        }, address: true);
    }

    public PaperDraft ReviewRefusal() => Of(new ReviewRefusalPaper
    {
        Date = Day(Review.EndedOn!.Value),
        AcceptedOn = Day(Review.AcceptedOn!.Value),
        Grounds = [.. Review.RefusedFor.Select(g => new GroundText { Ground = Ground(g.Ground, ReviewWords.RefusalGrounds), Reason = Sentence(g.Reason) })],
    });

    public PaperDraft ReviewTermination() => Of(new ReviewTerminationPaper
    {
        Date = Day(Review.EndedOn!.Value),
        AcceptedOn = Day(Review.AcceptedOn!.Value),
        EndedOn = Day(Review.EndedOn.Value),
        WithdrawnBy = Review.Stage is ReviewStage.Withdrawn ? Name(Review.WithdrawnBy) : null,
        UnsignedBy = Review.Stage is ReviewStage.EndedUnsigned ? Name(Review.UnsignedBy) : null,
        Refused = Review.Stage is ReviewStage.Refused,
    });

    /// <summary>The last day before any extension.</summary>
    private DateOnly FirstDue => At.Rules.Clock("RVW5", Review.AcceptedOn!.Value, At.Calendar).Due;

    private string? ArbitratorName => Review.Arbitrator is { } assigned ? Commission.Arbitrator(assigned.ArbitratorId)?.Name.Value : null;

    /// <summary>The director, or who was delegated; where the account is neither's, the name is left to the pen.</summary>
    private string? ApproverName(string userName) =>
        Commission.Profile.DirectorAccount == userName ? Commission.Profile.DirectorName.Value : Commission.Delegations.FindLast(d => d.UserName == userName)?.Name.Value;

    private string? Name(PartyId? id) => id is { } party ? $"{RoleOf(party)}{Review.Extract.NameOf(party)}" : null;

    private string RoleOf(PartyId id) => Review.Extract.Party(id)?.Side is PartySide.Respondent ? "被申请人" : "申请人";

    /// <summary>第三项：超出规定的申请期间.</summary>
    private static string Ground(int ground, IReadOnlyList<string> grounds) => $"第{PaperModels.ChineseNumber(ground)}项：{grounds[ground - 1]}";

    private PaperDraft Of<T>(T paper, bool address = false) where T : ReviewPaper => Headed(paper, Review.Extract.OrganizationId, Review.Number, Review.Extract.DisputeType, Review.Extract.Claims) with
    {
        AgreementNumber = Review.Extract.Number,
        EffectiveOn = Day(Review.Extract.Agreement!.EffectiveOn),
        Applicants = [.. Review.Extract.Parties.Where(p => p.Side is PartySide.Applicant).Select(p => Text(p, address))],
        Respondents = [.. Review.Extract.Parties.Where(p => p.Side is PartySide.Respondent).Select(p => Text(p, address))],
    };
}
