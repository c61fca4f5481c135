using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>正卷 for those who may look into the file, 副卷 for what stays inside the organization (R33 §22 by analogy).</summary>
public enum DossierVolume { Main, Sub }

/// <summary>Where a material stands in its volume, in the order of a usual mediation file.</summary>
public enum DossierPlace
{
    Application, Registration, Consent, Acceptance, Identity, Representatives, Evidence, Notice, Extension, Record, Agreement,
    Review, Ending, Service, Performance, FollowUp, Internal,
}

/// <summary>One material of the file.</summary>
/// <param name="No">From 1 in its volume.</param>
/// <param name="Kind">For a paper or the scan of one.</param>
/// <param name="PaperId">For a paper that was made here.</param>
/// <param name="Title">What it is, where the kind does not say it.</param>
/// <param name="By">The party it came from.</param>
public sealed record DossierMaterial(DossierVolume Volume, int No, DossierPlace Place, PaperKind? Kind, string? PaperId, FileId FileId, Personal Title, PartyId? By, DateOnly? On, string? EvidenceId = null);

/// <summary>The file 卷宗 of a case: every material once, in its volume and in order. Of a paper that was made again the last one counts, and a signed scan before it.</summary>
public static class CaseDossier
{
    /// <summary>Kinds of which there may be several: one for each session, party, attempt.</summary>
    private static readonly PaperKind[] Several = [PaperKind.SessionRecord, PaperKind.SessionNotice, PaperKind.AddressConfirmation, PaperKind.ServiceReceipt, PaperKind.FollowUpRecord, PaperKind.PowerOfAttorney, PaperKind.PerformanceDemand, PaperKind.ConsentInquiry];

    public static IReadOnlyList<DossierMaterial> Of(MediationCase c)
    {
        var numbers = new Dictionary<DossierVolume, int>();
        var named = All(c).DistinctBy(m => (m.FileId, m.Kind)).ToList();
        // Whatever else was handed in has its place behind them; a page that a later one took the place of has none.
        var others = c.Files.Distinct().Where(f => named.TrueForAll(m => m.FileId != f) && !c.Papers.Exists(p => p.PageId == f)).Select(f => new DossierMaterial(DossierVolume.Sub, 0, DossierPlace.Internal, null, null, f, "其他附件", null, null));
        return [.. named.Concat(others).OrderBy(m => m.Volume).ThenBy(m => m.Place).Select(m => m with { No = numbers[m.Volume] = numbers.GetValueOrDefault(m.Volume) + 1 })];
    }

    private static IEnumerable<DossierMaterial> All(MediationCase c)
    {
        var scanned = c.Scans.Select(s => s.Kind).ToHashSet();
        foreach (var paper in c.Papers.Where(p => p.Kind is not (PaperKind.DossierCover or PaperKind.DossierIndex)))
        {
            if (!IsLast(paper) || (scanned.Contains(paper.Kind) && !Several.Contains(paper.Kind))) continue;
            yield return Of(paper.Kind, paper.PageId, default, ChinaTime.DayOf(paper.At)) with { PaperId = paper.Id, By = paper.PartyId };
        }
        foreach (var scan in c.Scans.Where(s => s.Kind is not (PaperKind.DossierCover or PaperKind.DossierIndex))) yield return Of(scan.Kind, scan.FileId, scan.Title, null);
        foreach (var e in c.Evidence)
        {
            var open = e is { Withdrawal: null, Visibility: EvidenceVisibility.AllParties };
            yield return new(open ? DossierVolume.Main : DossierVolume.Sub, 0, open ? DossierPlace.Evidence : DossierPlace.Internal, null, null, e.FileId, e.Title, e.PartyId, e.AddedOn, e.Id);
        }
        if (c.RecordFileId is { } oral) yield return Of(PaperKind.OralApplicationRecord, oral, default, c.ReceivedOn);
        foreach (var (party, agent) in c.Parties.SelectMany(p => p.Agents, (p, a) => (p, a))) yield return Of(PaperKind.PowerOfAttorney, agent.FileId, default, null) with { By = party.Id };
        if (c.Representatives?.FileId is { } elected) yield return Of(PaperKind.RepresentativesElection, elected, default, null);
        foreach (var extension in c.Extensions)
            if (extension.FileId is { } file) yield return Of(PaperKind.ExtensionConsent, file, default, null);
        foreach (var session in c.Sessions.Where(s => !s.Private))
            foreach (var signature in session.Signatures)
                if (signature.FileId is { } file) yield return Of(PaperKind.SessionRecord, file, "调解笔录签名页", ChinaTime.DayOf(session.StartsAt)) with { By = signature.PartyId };
        foreach (var signature in new[] { c.Agreement, c.Supplement }.OfType<Agreement>().Concat(c.Superseded).SelectMany(a => a.Signatures))
            if (signature.FileId is { } file) yield return Of(PaperKind.MediationAgreement, file, "调解协议书签名页", ChinaTime.DayOf(signature.SignedAt)) with { By = signature.PartyId };
        foreach (var party in c.Parties.Where(p => p.AddressConfirmation is not null)) yield return Of(PaperKind.AddressConfirmation, party.AddressConfirmation!.FileId, default, party.AddressConfirmation.On) with { By = party.Id };
        foreach (var (attempt, file) in c.Service.SelectMany(s => s.Proof, (s, f) => (s, f))) yield return Of(PaperKind.ServiceReceipt, file, "送达凭证", attempt.On) with { By = attempt.PartyId };
        foreach (var (payment, file) in c.Payments.SelectMany(p => p.Proof, (p, f) => (p, f))) yield return new(DossierVolume.Main, 0, DossierPlace.Performance, null, null, file, "付款凭证", null, payment.PaidOn);
        foreach (var file in c.Proofs) yield return new(DossierVolume.Main, 0, DossierPlace.Performance, null, null, file, "履行、撤回凭证", null, null);

        // What a paper is about tells it from others of its kind; where an older one does not say, each counts.
        bool IsLast(CasePaper paper) => Several.Contains(paper.Kind)
            ? paper is { PartyId: null, About: null } || c.Papers.FindLast(p => p.Kind == paper.Kind && p.PartyId == paper.PartyId && p.About == paper.About) == paper
            : c.Papers.FindLast(p => p.Kind == paper.Kind) == paper;
    }

    private static DossierMaterial Of(PaperKind kind, FileId file, Personal title, DateOnly? on)
    {
        var place = PlaceOf(kind);
        return new(place is DossierPlace.Internal ? DossierVolume.Sub : DossierVolume.Main, 0, place, kind, null, file, title, null, on);
    }

    private static DossierPlace PlaceOf(PaperKind kind) => kind switch
    {
        PaperKind.Application or PaperKind.OralApplicationRecord or PaperKind.EntrustmentLetter or PaperKind.RecommendationLetter => DossierPlace.Application,
        PaperKind.RegistrationForm => DossierPlace.Registration,
        PaperKind.ConsentInquiry or PaperKind.EntrustmentInquiry => DossierPlace.Consent,
        PaperKind.AcceptanceNotice => DossierPlace.Acceptance,
        PaperKind.PowerOfAttorney => DossierPlace.Identity,
        PaperKind.RepresentativesElection => DossierPlace.Representatives,
        PaperKind.SessionNotice => DossierPlace.Notice,
        PaperKind.ExtensionConsent => DossierPlace.Extension,
        PaperKind.SessionRecord => DossierPlace.Record,
        PaperKind.MediationAgreement => DossierPlace.Agreement,
        PaperKind.ReviewApplication or PaperKind.ReviewAcceptance or PaperKind.ReviewNonAcceptance or PaperKind.MediationLetter or PaperKind.ReviewRefusal or PaperKind.ReviewTermination => DossierPlace.Review,
        PaperKind.NonAcceptanceNotice or PaperKind.TerminationNotice or PaperKind.Withdrawal or PaperKind.EntrustmentResult => DossierPlace.Ending,
        PaperKind.ServiceReceipt or PaperKind.AddressConfirmation => DossierPlace.Service,
        PaperKind.PerformanceDemand or PaperKind.PaymentOrderApplication => DossierPlace.Performance,
        PaperKind.FollowUpRecord => DossierPlace.FollowUp,
        _ => DossierPlace.Internal,   // approvals between colleagues
    };
}
