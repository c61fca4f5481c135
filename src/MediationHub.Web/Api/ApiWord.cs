using System.Text.Json;

namespace MediationHub.Web.Api;

/// <summary>The word of the API for an enum's value.</summary>
public static class ApiWord
{
    public static string Of<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public static string? Of<T>(T? value) where T : struct, Enum => value is { } known ? Of(known) : null;
}
