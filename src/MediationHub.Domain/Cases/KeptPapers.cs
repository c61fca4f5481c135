using System.Collections.Immutable;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>A record that papers are made from. A paper belongs to the record that it was made from, and is corrected by a new one, never overwritten.</summary>
public interface IKeepsPapers
{
    /// <summary>Oldest first.</summary>
    ImmutableList<CasePaper> Papers { get; }
}

/// <summary>A paper that was made just now, and from what.</summary>
/// <param name="Model">What it was made from, JSON; the log keeps it, the state does not.</param>
/// <param name="PageId">The page as it was rendered.</param>
/// <param name="PartyId">The one party it is for or by.</param>
/// <param name="About">Which of several things of the record it is about.</param>
public sealed record NewPaper(string Id, PaperKind Kind, string TemplateHash, string ModelHash, string RenderedHash, Personal Model, FileId PageId, PartyId? PartyId = null, string? About = null)
{
    internal CasePaper KeptBy(Context at) => new(Id, Kind, TemplateHash, ModelHash, RenderedHash, at.Actor.UserName, at.Now, PageId, PartyId, About);
}

/// <summary>Which house makes a paper of the bridge to arbitration.</summary>
public enum PaperHouse { Organization, Commission }

/// <summary>What the houses on both sides of the bridge may know of each other's papers.</summary>
public static class BridgePapers
{
    /// <summary>The parties' application goes through the organization, and the result is its letter; everything else is the commission's.</summary>
    public static PaperHouse House(this PaperKind kind) => kind is PaperKind.ReviewApplication or PaperKind.EntrustmentResult ? PaperHouse.Organization : PaperHouse.Commission;

    /// <summary>It stays inside the commission: an approval between colleagues.</summary>
    public static bool IsInternal(this PaperKind kind) => kind is PaperKind.ReviewExtension;
}
