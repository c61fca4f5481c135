namespace MediationHub.Domain.Kernel;

/// <summary>Text that a step cannot do without.</summary>
public static class Required
{
    /// <summary>Checks that a field is filled in and may be kept as it is.</summary>
    /// <param name="chinese">What to fill in, such as <c>请填写暂停原因。</c></param>
    public static void RequireText(this Problems problems, string field, string? text, int longest, string chinese, string english)
    {
        problems.Require(field, text, chinese, english);
        problems.Add(field, TextRules.Check(text, longest));
    }

    /// <summary>Checks a list that has to hold at least one item, each of them filled in.</summary>
    public static void RequireItems(this Problems problems, string field, IReadOnlyList<Personal>? items, int longest, string chinese, string english)
    {
        if (items is not { Count: > 0 }) problems.Add(field, chinese, english);
        foreach (var item in items ?? []) problems.RequireText(field, item, longest, chinese, english);
    }
}
