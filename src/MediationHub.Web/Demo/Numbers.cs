using MediationHub.Domain.Parties;

namespace MediationHub.Web.Demo;

/// <summary>
/// Numbers that pass every check and belong to nobody: identity numbers under region codes that are not issued to persons,
/// telephones from ranges that are not given out.
/// </summary>
internal static class Numbers
{
    private const string CreditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static readonly int[] IdWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    private static readonly int[] CreditWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    private static readonly int[] BodyWeights = [3, 7, 9, 10, 5, 8, 4, 2];
    private static readonly string[] MobileRanges = ["140", "141", "142", "143", "154", "161", "163", "164", "168", "169", "179", "194"];

    /// <summary>An identity number by GB 11643.</summary>
    /// <param name="region">A city's code of six digits: a person's number has a county's.</param>
    public static string ResidentId(string region, DateOnly born, Sex sex, Dice dice)
    {
        var order = dice.Between(0, 499) * 2 + (sex is Sex.Male ? 1 : 0);
        var body = $"{region}{born:yyyyMMdd}{order:000}";
        return body + "10X98765432"[body.Select((digit, i) => (digit - '0') * IdWeights[i]).Sum() % 11];
    }

    /// <summary>A unified social credit code by GB 32100, the organization code within it by GB 11714.</summary>
    /// <param name="kind">The first two characters, such as 91 for an enterprise.</param>
    public static string CreditCode(string kind, string region, Dice dice)
    {
        var body = "MA" + string.Concat(Enumerable.Range(0, 6).Select(_ => CreditAlphabet[dice.Between(0, CreditAlphabet.Length - 1)]));
        var check = (11 - body.Select((c, i) => BodyValue(c) * BodyWeights[i]).Sum() % 11) % 11;
        var code = $"{kind}{region}{body}{(check == 10 ? "X" : $"{check}")}";
        return code + CreditAlphabet[(31 - code.Select((c, i) => CreditAlphabet.IndexOf(c) * CreditWeights[i]).Sum() % 31) % 31];
    }

    public static string Mobile(Dice dice) => dice.Pick(MobileRanges) + dice.Digits(8);

    /// <param name="areaCode">Such as 0431.</param>
    public static string Landline(string areaCode, Dice dice) => $"{areaCode}-2{dice.Digits(areaCode is "0431" or "0432" ? 7 : 6)}";

    public static string BankAccount(Dice dice) => $"62{dice.Digits(17)}";

    private static int BodyValue(char c) => char.IsAsciiDigit(c) ? c - '0' : c - 'A' + 10;
}
