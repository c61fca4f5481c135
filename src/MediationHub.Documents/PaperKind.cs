namespace MediationHub.Documents;

/// <summary>The papers that a case can make. The API's word is the member's name in camel case.</summary>
public enum PaperKind
{
    Application,
    AcceptanceNotice,
    NonAcceptanceNotice,
    SessionRecord,
    MediationAgreement,
    TerminationNotice,
    DossierCover,
    DossierIndex,
}

/// <summary>Who signs or seals a paper.</summary>
public enum PaperSigner
{
    Applicant,
    Respondent,
    Mediator,
    Recorder,
    OrganizationSeal,
}

/// <summary>What is fixed about a kind of paper.</summary>
/// <param name="Word">The API's word; the template is the file of this name.</param>
/// <param name="Title">The title in Chinese as printed.</param>
/// <param name="Model">The model type that the template reads.</param>
/// <param name="Signers">Whose signatures or seal it needs, in the order of signing.</param>
public sealed record PaperForm(PaperKind Kind, string Word, string Title, Type Model, IReadOnlyList<PaperSigner> Signers)
{
    public static IReadOnlyList<PaperForm> All { get; } =
    [
        // LMA 12: the applicant's own paper.
        new(PaperKind.Application, "application", "调解申请书", typeof(ApplicationPaper), [PaperSigner.Applicant]),
        new(PaperKind.AcceptanceNotice, "acceptanceNotice", "受理通知书", typeof(AcceptanceNoticePaper), [PaperSigner.OrganizationSeal]),
        // O17 §22: written notice to the applicant.
        new(PaperKind.NonAcceptanceNotice, "nonAcceptanceNotice", "不予受理通知书", typeof(NonAcceptanceNoticePaper), [PaperSigner.OrganizationSeal]),
        new(PaperKind.SessionRecord, "sessionRecord", "调解笔录", typeof(SessionRecordPaper),
            [PaperSigner.Applicant, PaperSigner.Respondent, PaperSigner.Mediator, PaperSigner.Recorder]),
        // LMA 14 ¶2: both parties, then the mediator, then the seal.
        new(PaperKind.MediationAgreement, "mediationAgreement", "调解协议书", typeof(MediationAgreementPaper),
            [PaperSigner.Applicant, PaperSigner.Respondent, PaperSigner.Mediator, PaperSigner.OrganizationSeal]),
        // O17 §30: the parties sign that mediation ended and that arbitration is open.
        new(PaperKind.TerminationNotice, "terminationNotice", "终止调解告知书", typeof(TerminationNoticePaper),
            [PaperSigner.Applicant, PaperSigner.Respondent, PaperSigner.Mediator, PaperSigner.OrganizationSeal]),
        // Papers of the archive, which nobody signs.
        new(PaperKind.DossierCover, "dossierCover", "卷宗封面", typeof(DossierCoverPaper), []),
        new(PaperKind.DossierIndex, "dossierIndex", "卷内目录", typeof(DossierIndexPaper), []),
    ];

    public static PaperForm Of(PaperKind kind) => All.Single(form => form.Kind == kind);

    /// <summary>The form of an API word, or null where there is none.</summary>
    public static PaperForm? Of(string word) => All.SingleOrDefault(form => form.Word == word);
}
