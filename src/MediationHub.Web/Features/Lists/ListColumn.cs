using MediationHub.Documents.Sheets;

namespace MediationHub.Web.Features.Lists;

/// <summary>One column of a list, on the page and in its export.</summary>
/// <param name="Key">Its name in the address and in people's choices.</param>
/// <param name="Width">In an export, in characters; a Chinese one takes two.</param>
/// <param name="Sort">The order that its head offers; null where it offers none.</param>
/// <param name="Shown">Where nobody has chosen otherwise.</param>
public abstract record ListColumn(string Key, string Header, double Width, SheetColumnKind Kind = SheetColumnKind.Text, string? Sort = null, bool Shown = true)
{
    /// <summary>Figures stand to the right.</summary>
    public bool Numeric => Kind is SheetColumnKind.Money or SheetColumnKind.Number;
}

/// <inheritdoc/>
/// <param name="Value">What stands in it: text, a figure, a day or a moment, as an export writes it.</param>
public sealed record ListColumn<TRow>(string Key, string Header, double Width, Func<TRow, object?> Value, SheetColumnKind Kind = SheetColumnKind.Text, string? Sort = null, bool Shown = true)
    : ListColumn(Key, Header, Width, Kind, Sort, Shown);

/// <summary>A list that people arrange for themselves.</summary>
/// <param name="Name">As in the API: <c>cases</c>, <c>agreements</c>, <c>organizations</c>, <c>mediators</c>.</param>
/// <param name="Operation">Who may list it; its export goes by the same.</param>
public sealed record ListKind(string Name, string Title, string Path, string Operation);

/// <summary>The lists there are.</summary>
public static class ListKinds
{
    public static readonly ListKind Cases = new("cases", "案件", "/cases", "cases.list");
    public static readonly ListKind Agreements = new("agreements", "调解协议", "/agreements", "agreements.list");
    public static readonly ListKind Organizations = new("organizations", "调解组织", "/organizations", "organizations.list");
    public static readonly ListKind Mediators = new("mediators", "调解员名册", "/mediators", "mediators.list");

    public static readonly IReadOnlyList<ListKind> All = [Cases, Agreements, Organizations, Mediators];

    public static ListKind? Find(string name) => All.FirstOrDefault(k => k.Name == name);
}
