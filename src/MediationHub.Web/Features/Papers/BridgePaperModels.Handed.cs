using MediationHub.Documents;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Entrustments;
using MediationHub.Domain.Kernel;

namespace MediationHub.Web.Features.Papers;

public sealed partial record BridgePaperModels
{
    public PaperDraft EntrustmentInquiry(PartyId? asked)
    {
        var party = asked is { } id ? Entrustment.Dispute.Party(id) : Entrustment.NotConsented.FirstOrDefault();
        if (party is null) return Refusal.Invalid("partyId", "本案没有这名当事人，请核对。", "There is no such party; check the id.");
        return new(Of(new EntrustmentInquiryPaper
        {
            Date = Day(At.Today),
            Addressee = party.Name,
            Claims = Claims(Entrustment.Dispute.Claims),
        }, Entrustment.ArbitrationNumber), party.Id);
    }

    public PaperDraft EntrustmentLetter() => Of(new EntrustmentLetterPaper
    {
        Date = Day(Entrustment.EntrustedOn!.Value),
        Claims = Claims(Entrustment.Dispute.Claims),
        Facts = Entrustment.Dispute.Facts.Value,
        Consents = [.. Entrustment.Dispute.Parties.Where(p => Entrustment.Consents.ContainsKey(p.Id)).Select(p => new ConsentText { Party = $"{(p.Side is PartySide.Applicant ? "申请人" : "被申请人")}{p.Name}", On = Day(Entrustment.Consents[p.Id]) })],
        ConsentedOn = Entrustment.ConsentedOn is { } on ? Day(on) : null,
        DueOn = Entrustment.Due is { } due ? Day(due) : null,
    }, Entrustment.Number);

    public PaperDraft EntrustmentResult()
    {
        var (e, extract) = (Entrustment, Entrustment.Extract);
        return Of(new EntrustmentResultPaper
        {
            Date = Day(e.ReturnedOn!.Value),
            LetterNumber = e.Number,
            EntrustedOn = Day(e.EntrustedOn!.Value),
            AcceptedOn = e.AcceptedOn is { } accepted ? Day(accepted) : null,
            EndedOn = e.EndedOn is { } ended ? Day(ended) : null,
            Result = e.Result switch
            {
                Domain.Entrustments.EntrustmentResult.Succeeded when extract?.Agreement is not null => "经调解，双方当事人达成调解协议。",
                Domain.Entrustments.EntrustmentResult.Succeeded => "经调解，双方当事人的争议已经解决。",
                Domain.Entrustments.EntrustmentResult.Partial => "经调解，双方当事人就部分请求达成调解协议，其余请求未达成协议。",
                Domain.Entrustments.EntrustmentResult.Expired => "委托调解期限届满，双方当事人未达成调解协议。",
                Domain.Entrustments.EntrustmentResult.Failed => "经调解，双方当事人未达成调解协议。",
                _ => null,
            },
            Succeeded = e.Result is Domain.Entrustments.EntrustmentResult.Succeeded,
            Partial = e.Result is Domain.Entrustments.EntrustmentResult.Partial,
            EffectiveOn = extract?.Agreement is { } agreement ? Day(agreement.EffectiveOn) : null,
            Terms = [.. (extract?.Agreement?.Sentences ?? []).Select(s => s.Value!)],
            UndisputedFacts = [.. (extract?.UndisputedFacts ?? []).Concat(e.UndisputedFacts).Distinct().Select(f => Sentence(f)).OfType<string>()],
            Evidence = [.. (extract?.Evidence ?? []).Select(v => new HandedEvidenceText { Name = v.Title, By = v.PartyId is { } by ? extract!.NameOf(by).Value : null, Sha256 = v.Sha256 })],
            Addresses = extract is null ? [] : Addresses(extract),
        }, extract?.Number ?? e.Number);
    }

    public PaperDraft RecommendationLetter()
    {
        var r = Recommendation;
        var letter = new RecommendationLetterPaper
        {
            Date = Day(r.IssuedOn),
            ArbitrationNumber = r.ArbitrationNumber,
            ReceivedOn = Day(r.ReceivedOn),
            Claims = Claims(r.Dispute.Claims),
            Choices = [.. r.Organizations.Select(id => Organizations.GetValueOrDefault(id)).OfType<Domain.Organizations.Organization>().Select(o => new ChoiceText { Name = o.Name, Address = o.Address.Value, Phone = o.Phone.Value })],
            ReplyDays = Number(At.Rules.Limit("REC3").Count),
            ReplyDueOn = r.ReplyDue is { } due ? Day(due) : null,
            PauseDays = Number(At.Rules.Limit("REC15").Count),
        };
        return Headed(letter, null, r.Number, r.Dispute.DisputeType, r.Dispute.Claims) with { Applicants = Parties(r.Dispute, PartySide.Applicant), Respondents = Parties(r.Dispute, PartySide.Respondent) };
    }

    private PaperModel Of<T>(T paper, string number) where T : HandedPaper => Headed(paper, Entrustment.OrganizationId, number, Entrustment.Dispute.DisputeType, Entrustment.Dispute.Claims) with
    {
        ArbitrationNumber = Entrustment.ArbitrationNumber,
        Applicants = Parties(Entrustment.Dispute, PartySide.Applicant),
        Respondents = Parties(Entrustment.Dispute, PartySide.Respondent),
    };

    private static IReadOnlyList<PartyText> Parties(HandedDispute dispute, PartySide side) => [.. dispute.Parties.Where(p => p.Side == side).Select(PaperModels.Text)];

    /// <summary>Days in words, as papers write them: 三, 十, 十五.</summary>
    private static string Number(int n) => n switch
    {
        <= 10 => PaperModels.ChineseNumber(n),
        < 20 => $"十{PaperModels.ChineseNumber(n - 10)}",
        < 100 => $"{PaperModels.ChineseNumber(n / 10)}十{(n % 10 == 0 ? "" : PaperModels.ChineseNumber(n % 10))}",
        _ => $"{n}",
    };
}
