using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Keep in the case that a paper was made, and from what. A paper is corrected by a new one, never overwritten.</summary>
/// <param name="Model">What it was made from, JSON.</param>
/// <param name="PageId">The page as it was rendered.</param>
/// <param name="PartyId">The one party it is for or by.</param>
/// <param name="About">Which of several things of the case it is about.</param>
public sealed record RecordPaper(string Id, PaperKind Kind, string TemplateHash, string ModelHash, string RenderedHash, Personal Model, FileId PageId, PartyId? PartyId = null, string? About = null) : ICommand<MediationCase>
{
    public Decision Decide(MediationCase state, Context at)
    {
        if (state.Papers.Exists(p => p.Id == Id)) return Decision.Nothing;
        if (!state.Exists) return CaseRefusals.Unknown;
        if (state.Past is not null) return CaseRefusals.FromOldLedger;
        return new PaperMade(new CasePaper(Id, Kind, TemplateHash, ModelHash, RenderedHash, at.Actor.UserName, at.Now, PageId, PartyId, About), Model);
    }
}
