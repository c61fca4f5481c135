namespace MediationHub.Tests.Load;

/// <summary>Invented people and employers with numbers that pass the checks.</summary>
public static class People
{
    private const string Surnames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗";
    private const string Given = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国文玉兰红";
    private static readonly string[] Trades = ["餐饮", "物流", "机械", "食品", "建筑工程", "纺织", "电子", "物业服务"];

    /// <summary>A name; another number mostly gives another one.</summary>
    public static string Name(int n) => $"{Surnames[n % Surnames.Length]}{Given[n / 20 % Given.Length]}{Given[n / 620 % Given.Length]}";

    public static string Employer(int n) => $"长春市{Given[n % Given.Length]}{Given[n / 31 % Given.Length]}{Trades[n / 961 % Trades.Length]}有限公司";

    /// <summary>An identity number of the day with the given sequence; an odd one is a man's.</summary>
    public static string ResidentNumber(DateOnly born, int sequence)
    {
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        var digits = $"220104{born:yyyyMMdd}{sequence % 1000:000}";
        return digits + "10X98765432"[digits.Select((d, i) => (d - '0') * weights[i]).Sum() % 11];
    }

    /// <summary>One of some eleven million identity numbers.</summary>
    public static string ResidentNumber(int n) => ResidentNumber(new DateOnly(1970, 1, 1).AddDays(n / 1000 % 11_000), n % 1000);

    public static string CreditCode(int n)
    {
        const string alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        int[] weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
        var code = $"91220104{n % 1_000_000_000:000000000}";
        return code + alphabet[(31 - code.Select((c, i) => alphabet.IndexOf(c) * weights[i]).Sum() % 31) % 31];
    }

    public static string Mobile(int n) => $"138{n % 100_000_000:00000000}";
}
