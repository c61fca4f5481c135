using System.Text.Json;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Checklists;

/// <summary>The four dimensions by which gold organizations are looked at everywhere.</summary>
public enum Dimension
{
    /// <summary>制度机制全</summary>
    Institution,

    /// <summary>专业程度高</summary>
    Profession,

    /// <summary>服务能力强</summary>
    Service,

    /// <summary>基础保障好</summary>
    Support,
}

/// <summary>One item of a checklist.</summary>
/// <param name="Dimension">Null where the list is not ordered by dimensions.</param>
/// <param name="Points">Most points; null where the item is only met or not.</param>
public sealed record ChecklistItem(string Code, string Text, Dimension? Dimension = null, int? Points = null);

/// <summary>What is looked at, as data with its source: a record keeps which list and version it was made by.</summary>
/// <param name="Mark">How sure the source is: V read in a published copy; M:H, M:M, M:L recalled; D a setting of this program.</param>
public sealed record Checklist(string Id, int Version, string Title, string Mark, string Source, IReadOnlyList<ChecklistItem> Items)
{
    /// <summary>Every version of every list; a version that was used stays.</summary>
    public static IReadOnlyList<Checklist> All { get; } = Read();

    /// <summary>What an inspection of the premises 实地核查 looks at.</summary>
    public static Checklist Premises => Newest("premises");

    /// <summary>What sampled papers 文书抽查 are scored by.</summary>
    public static Checklist Papers => Newest("papers");

    public ChecklistItem? Item(string code) => Items.FirstOrDefault(i => i.Code == code);

    /// <exception cref="InvalidOperationException">No such version.</exception>
    public static Checklist Of(string id, int version) => All.Single(c => c.Id == id && c.Version == version);

    private static Checklist Newest(string id) => All.Where(c => c.Id == id).MaxBy(c => c.Version)!;

    private static Checklist[] Read()
    {
        using var json = Embedded.Open("Checklists.checklists.json");
        return JsonSerializer.Deserialize<Checklist[]>(json, Wire.Json)!;
    }
}

/// <summary>Dimensions in the notices' words.</summary>
public static class DimensionWords
{
    public static string Chinese(this Dimension dimension) => dimension switch
    {
        Dimension.Institution => "制度机制",
        Dimension.Profession => "专业程度",
        Dimension.Service => "服务能力",
        _ => "基础保障",
    };
}
