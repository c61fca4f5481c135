using MediationHub.Tests;
using MediationHub.Web.Tests.Api;

namespace MediationHub.Web.Tests.Registers;

/// <summary>
/// The registers of a made-up city as its offices might have kept them: 30 organizations and 120 mediators, with titles, heads in two rows, merged regions,
/// full-width figures, days in three forms, sums and notes, and a handful of mistakes. Nothing here is random.
/// </summary>
internal static class MadeUpCity
{
    private static readonly string[] Places = ["双阳区", "九台区", "农安县", "榆树市", "德惠市", "公主岭市"];
    private static readonly string[] Streets = ["云山", "平湖", "山河", "奢岭", "鹿乡"];
    private static readonly (string Said, string Short)[] Types =
        [("乡镇（街道）", "劳动争议调解中心"), ("人民调解", "人民调解委员会"), ("行业性", "行业调解委员会"), ("工会", "工会调解组织"), ("商会", "商会调解中心")];

    public static string OrganizationName(int i) => $"{Places[i / 5]}{Streets[i % 5]}街道{Types[i % 5].Short}";

    /// <summary>Mistakes: a credit code, a telephone number, an unknown type, an address left out, one organization twice, a month that can be January or October.</summary>
    public static byte[] Organizations()
    {
        var file = new Workbook();
        file.Row("某市劳动人事争议调解组织情况表").Merge("A1:Z1");
        file.Row("填报单位：某市三方办公室（盖章）", null, null, null, null, "填报日期：2026年11月").Merge("A2:E2");
        file.Row("序号", "地区（市/县/乡镇）", "调解组织名称", "组织类型", "统一社会信用代码\n（依托单位）", "主管部门", "成立时间", "备案情况", null, "负责人", "联系电话", "办公地址", "办公面积（㎡）", "人员数量", null, "制度建设（6项）", "名册公开", "上墙", "“互联网＋调解”", "上年受理", "结案", "成功", "成功率", "经费来源", "状态", "备注")
            .Row(null, null, null, null, null, null, null, "备案时间", "备案号", null, null, null, null, "专职", "兼职");
        foreach (var column in new[] { "A", "B", "C", "D", "E", "F", "G", "J", "K", "L", "M", "P", "Q", "R", "S", "T", "U", "V", "W", "X", "Y", "Z" }) file.Merge($"{column}3:{column}4");
        file.Merge("H3:I3").Merge("N3:O3");
        for (var place = 0; place < Places.Length; place++)
        {
            var first = file.Next;
            for (var i = place * 5; i < place * 5 + 5; i++) Organization(file, i, i % 5 == 0);
            file.Merge($"B{first}:B{first + 4}");
            if (place == 2)
            {
                // The heads again, as at the top of a printed page; and one organization a second time.
                file.Row("序号", "地区", "调解组织名称", "组织类型", "统一社会信用代码", "主管部门", "成立时间", "备案时间", "备案号", "负责人", "联系电话", "办公地址");
                Organization(file, 7, true);
            }
        }
        file.Row("合计", null, null, null, null, null, null, null, null, null, null, null, null, 31, 62, null, null, null, null, 31 * 20);
        file.Skip(2).Row("填表人：张三", null, null, "审核人：李四", null, null, "联系电话：0431-88690000");
        return file.ToArray();
    }

    private static void Organization(Workbook file, int i, bool withPlace) => file.Row(
        $"{i + 1}",
        withPlace ? $"长春市{Places[i / 5]}" : null,
        OrganizationName(i),
        i == 4 ? "调解站" : Types[i % 5].Said,
        i switch { 1 => "91350100M000100Y44", 2 => " ９１３５０１００Ｍ０００１００Ｙ４３ ", _ => "91350100M000100Y43" },
        "某市人力资源和社会保障局",
        (i % 4) switch { 0 => "2019.05", 1 => "2019年5月", 2 => new DateOnly(2019, 5, 20), _ => "2019-05-20" },
        i == 9 ? 2020.1 : (i % 3) switch { 0 => "２０２０．０６", 1 => (object)43992, _ => "2020年6月10日" },
        $"某备〔2020〕{i + 1}号",
        $"负责人{(char)('甲' + i)}",
        i == 5 ? "8869" : i % 2 == 0 ? $"0431-8869{i:0000}" : $"１３８{i:00000000}".Replace('0', '０'),
        i == 6 ? null : $"{Places[i / 5]}{Streets[i % 5]}大街{i + 1}号",
        $"{40 + i}㎡",
        1, 2,
        i % 3 == 0 ? "6项" : i % 3 == 1 ? "是" : "登记、记录、档案",
        i % 2 == 0 ? "是" : "否", "√", i % 4 == 0 ? "是" : "否",
        20, 15, 9, i == 8 ? "70%" : new Workbook.Formula($"V{file.Next}/U{file.Next}", 0.6), "财政", i % 7 == 6 ? "已备案" : "正常运行", i == 0 ? "示范单位" : null);

    /// <summary>Mistakes: a check digit, an organization that is not there, a term without an end, a telephone number left out, a certificate of another, a sex that the number contradicts.</summary>
    public static byte[] Mediators()
    {
        var file = new Workbook();
        file.Row("某市劳动人事争议调解员情况表").Merge("A1:R1");
        file.Row("序号", "地区", "所在组织", "姓名", "性别", "出生年月", "身份证号码", "学历", "专业", "工作单位及职务", "专/兼职", "调解员证号", "聘期起止", "培训学时", "专业资格", "上年办案", "成功数", "联系电话");
        for (var i = 0; i < 120; i++)
        {
            var (year, month, day) = (1970 + i % 30, 1 + i % 12, 1 + i % 28);
            var id = RunningHub.ValidId($"220112{year}{month:00}{day:00}{i:000}");
            var male = (id[16] - '0') % 2 == 1;
            file.Row(
                $"{i + 1}",
                i % 4 == 0 ? $"长春市{Places[i / 4 / 5]}" : null,
                i % 4 == 0 ? i == 20 ? "没有这个调解委员会" : OrganizationName(i / 4) : null,
                $"{"赵钱孙李周吴郑王冯陈"[i % 10]}{"明华强芳"[i % 4]}{"一二三四五六七八九十甲乙"[i / 10]}",
                i == 7 ? (male ? "女" : "男") : male ? "男" : "女",
                (i % 3) switch { 0 => $"{year}.{month:00}", 1 => $"{year}年{month}月", _ => new DateOnly(year, month, day) },
                i == 3 ? id[..17] + (id[17] == '1' ? '2' : '1') : i % 5 == 0 ? FullWidth(id) : id,
                i % 2 == 0 ? "本科" : "大专", "法学",
                i % 3 == 0 ? $"{Places[i / 4 / 5]}司法所 所长" : $"{Places[i / 4 / 5]}人社局",
                i % 2 == 0 ? "专职" : "兼职",
                i == 31 ? "JL-2024-0031" : $"JL-2024-{i + 1:0000}",
                i == 11 ? "2024.01至今" : (i % 3) switch { 0 => "2024.01-2026.12", 1 => "2024年1月1日至2026年12月31日", _ => "2024-01-01至2026-12-31" },
                i % 6 == 0 ? null : 16 + i % 8,
                i % 4 == 0 ? "律师、人民调解员" : i % 4 == 1 ? "无" : null,
                5, 3,
                i == 13 ? null : $"139{i:00000000}");
            if (i % 4 == 3) file.Merge($"B{file.Next - 4}:B{file.Next - 1}").Merge($"C{file.Next - 4}:C{file.Next - 1}");
        }
        file.Row("合计", null, null, "120人");
        return file.ToArray();
    }

    private static string FullWidth(string text) => string.Concat(text.Select(c => (char)(c + 0xFEE0)));
}
