using System.Text.Json;

namespace MediationHub.Web.Api;

public static class Typed
{
    /// <summary>What was asked for; null where it was left out or is blank.</summary>
    public static string? Given(this string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>The word of the API for an enum's value.</summary>
public static class ApiWord
{
    public static string Of<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>Every word of an enum, in its order.</summary>
    public static IReadOnlyList<string> All<T>() where T : struct, Enum => [.. Enum.GetValues<T>().Select(v => Of(v))];

    /// <summary>What is wrong with a word in an address; null where it is one of the words or was left out.</summary>
    public static Problem? Check(string field, string? word, IEnumerable<string> words) =>
        string.IsNullOrWhiteSpace(word) || words.Contains(word.Trim()) ? null
            : Problem.Invalid(field, $"{field} 不能是“{Shortened(word)}”，可为：{string.Join('、', words)}。", $"{field} cannot be “{Shortened(word)}”: it is one of {string.Join(", ", words)}.");

    /// <summary>What is wrong with a region's code in an address.</summary>
    public static Problem? CheckUnit(string field, string? code) =>
        string.IsNullOrWhiteSpace(code) || Domain.Rulebook.Regions.BuiltIn.Find(code.Trim()) is not null ? null
            : Problem.Invalid(field, $"没有行政区划“{Shortened(code)}”，请使用 GB/T 2260 代码，例如：{string.Join('、', Examples())}。", $"There is no region “{Shortened(code)}”: use a code of GB/T 2260, such as {string.Join(", ", Examples())}.");

    private static IEnumerable<string> Examples() => Domain.Rulebook.Regions.BuiltIn.All.Where(r => r.Level is Domain.Rulebook.RegionLevel.ReportingUnit).Take(3).Select(r => r.Code);

    private static string Shortened(string word) => word.Trim() is { Length: > 40 } text ? text[..40] + "…" : word.Trim();

    public static string? Of<T>(T? value) where T : struct, Enum => value is { } known ? Of(known) : null;
}
