namespace MediationHub.Store.Search;

/// <summary>Patterns of SQL's <c>like</c> in which what somebody typed stands for itself.</summary>
public static class Like
{
    public static string Containing(string text) => $"%{Escaped(text)}%";

    public static string StartingWith(string text) => $"{Escaped(text)}%";

    private static string Escaped(string text) => text.Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_");
}
