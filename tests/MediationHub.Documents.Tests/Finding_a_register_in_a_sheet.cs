using System.Text;
using MediationHub.Documents.Registers;
using MediationHub.Documents.Sheets;
using MediationHub.Tests;

namespace MediationHub.Documents.Tests;

public class Finding_a_register_in_a_sheet
{
    private static RegisterTable Read(Workbook file, RegisterForm? form = null) => RegisterReader.Read(SheetReader.Read(file.ToArray()), form ?? RegisterForm.Organizations);

    private static string[] Errors(RegisterTable table) => [.. table.Findings.Where(f => !f.Warning).Select(f => $"{f.Row} {f.Header} {f.Code}")];

    [Fact]
    public void Passes_over_titles_sums_notes_and_heads_that_come_again()
    {
        var table = Read(new Workbook()
            .Row("某市调解组织情况表").Merge("A1:D1").Row("填报单位：某局", null, "日期")
            .Row("序号", "地区", "组织名称", "组织类型").Row(1, "长春市", "甲调解中心", "工会")
            .Row("一、双阳区").Row("序号", "地区", "组织名称", "组织类型").Row(2, "双阳区", "乙调解中心", "工会")
            .Row("小计", null, 2).Row("合  计", null, 2).Row("填表人：张三", null, "审核人：李四"));
        Assert.Equal(3, table.HeaderRow);
        Assert.Equal(["甲调解中心", "乙调解中心"], table.Rows.Select(r => r["name"].Text));
        Assert.Equal([8, 9], table.Totals.Select(t => t.Number));
        Assert.Empty(Errors(table));
    }

    [Theory]
    [InlineData("组织名称"), InlineData("调解组织名称"), InlineData(" 组织\n名称 * "), InlineData("组织名称（全称）"), InlineData("机构名称")]
    public void Knows_a_column_by_its_other_names(string head) =>
        Assert.Equal("甲", Read(new Workbook().Row("地区", head, "类型").Row("长春市", "甲", "工会")).Rows.Single()["name"].Text);

    [Fact]
    public void Reads_heads_in_two_rows()
    {
        var table = Read(new Workbook()
            .Row("地区", "组织名称", "组织类型", "备案情况", null, "人员数量", null, "制度建设", null)
            .Row(null, null, null, "备案时间", "备案号", "专职", "兼职", "调解登记", "档案管理")
            .Row("长春市", "甲", "工会", "2020.06", "1号", 1, 2, "是", "否")
            .Merge("A1:A2").Merge("B1:B2").Merge("C1:C2").Merge("D1:E1").Merge("F1:G1").Merge("H1:I1"));
        var row = Assert.Single(table.Rows);
        Assert.Equal(("2020.06", "1号", "1", "2", "是", "否"), (row["filedOn"].Text, row["filingNumber"].Text, row["fullTime"].Text, row["partTime"].Text, row["systems.registration"].Text, row["systems.archives"].Text));
        Assert.Equal(2, table.HeaderRow);
    }

    [Fact]
    public void Reads_heads_in_two_rows_of_csv_too()
    {
        var sheet = SheetReader.Read(Encoding.UTF8.GetBytes("姓名,所在组织,联系电话,聘期,\n,,,聘期起,聘期止\n张三,甲,139,2024.01,2026.12\n"));
        var row = Assert.Single(RegisterReader.Read(sheet, RegisterForm.Mediators).Rows);
        Assert.Equal(("2024.01", "2026.12", "张三"), (row["termFrom"].Text, row["termUntil"].Text, row["name"].Text));
    }

    [Fact]
    public void Takes_a_merged_region_for_each_of_its_rows()
    {
        var table = Read(new Workbook().Row("地区", "组织名称", "组织类型").Row("双阳区", "甲", "工会").Row(null, "乙", "工会").Row(null, "丙", "工会").Merge("A2:A4"));
        Assert.Equal(["双阳区", "双阳区", "双阳区"], table.Rows.Select(r => r["unit"].Text));
        Assert.Empty(Errors(table));
    }

    [Fact]
    public void Says_where_cells_merged_across_data_leave_it_open_what_belongs_where()
    {
        var table = Read(new Workbook().Row("地区", "组织名称", "组织类型", "负责人", "联系电话").Row("双阳区", "甲", "工会", "张三", "139").Row("双阳区", "乙", "工会", null, null).Merge("D2:E3"));
        Assert.Equal(["2 联系电话 merged-cells"], Errors(table));
    }

    [Fact]
    public void Says_which_column_is_missing_and_which_stands_twice()
    {
        Assert.Equal(["0 组织类型 column-missing"], Errors(Read(new Workbook().Row("地区", "组织名称", "负责人").Row("长春市", "甲", "张三"))));
        Assert.Equal(["1 组织名称 column-twice"], Errors(Read(new Workbook().Row("地区", "组织名称", "调解组织名称", "类型").Row("长春市", "甲", "乙", "工会"))));
    }

    [Fact]
    public void Says_that_there_are_no_heads_or_no_rows()
    {
        Assert.Equal((0, "header-missing"), (Read(new Workbook().Row("甲", 1, 2).Row("乙", 3, 4)) is var table ? (table.HeaderRow, table.Findings.Single().Code) : default));
        Assert.Contains("0  no-rows", Errors(Read(new Workbook().Row("地区", "组织名称", "组织类型"))));
    }

    [Fact]
    public void Takes_the_value_of_a_calculation_and_tells_of_one_without()
    {
        var table = Read(new Workbook().Row("地区", "组织名称", "组织类型", "办公面积", "成功率").Row("长春市", "甲", "工会", new Workbook.Formula("6*7", 42), new Workbook.Formula("1/2", 0.5)).Row("长春市", "乙", "工会", new Workbook.Formula("6*7", null), null));
        Assert.Equal("42", table.Rows[0]["premisesArea"].Text);
        Assert.Equal(["3 办公面积 formula-without-value"], Errors(table));
    }

    [Fact]
    public void Reads_what_its_own_template_asks_for()
    {
        foreach (var form in new[] { RegisterForm.Organizations, RegisterForm.Mediators, RegisterForm.Ledger })
        {
            var table = RegisterReader.Read(SheetReader.Read(RegisterTemplate.Make(form)), form);
            Assert.Equal(["no-rows"], table.Findings.Select(f => f.Code));
            Assert.Equal(form.Template.Count(), table.Places.Count(p => p is not null));
        }
    }

    [Theory]
    [InlineData("2024.05", "2024-05-01", true), InlineData("2024年5月", "2024-05-01", true), InlineData("２０２４．０５", "2024-05-01", true), InlineData("2024-05-18", "2024-05-18", false),
     InlineData("2024年5月18日", "2024-05-18", false), InlineData("2024/5/18", "2024-05-18", false), InlineData("20240518", "2024-05-18", false), InlineData("202405", "2024-05-01", true), InlineData("2024.1", "2024-01-01", true)]
    public void Reads_a_day_in_each_of_its_forms(string said, string day, bool monthOnly) =>
        Assert.Equal((new WrittenDay(DateOnly.Parse(day), monthOnly), null), RegisterCells.Day(Cell.Of(said), SheetFormat.Xlsx));

    [Fact]
    public void Reads_a_spreadsheets_own_days()
    {
        Assert.Equal(new DateOnly(2020, 6, 10), RegisterCells.Day(new(CellKind.Number, "43992", 43992), SheetFormat.Xlsx).Day!.Value.On);
        Assert.Equal(new DateOnly(2020, 6, 10), RegisterCells.Day(Cell.Of("43992"), SheetFormat.Csv).Day!.Value.On);
        Assert.Equal(new DateOnly(2023, 5, 1), RegisterCells.Day(new(CellKind.Number, "2023.05", 2023.05), SheetFormat.Xlsx).Day!.Value.On);
    }

    [Theory]
    [InlineData("2024"), InlineData("2024-13"), InlineData("2024-02-30"), InlineData("去年"), InlineData("1024.05")]
    public void Says_what_is_no_day(string said) => Assert.EndsWith("。", RegisterCells.Day(Cell.Of(said), SheetFormat.Xlsx).Fault!.Chinese, StringComparison.Ordinal);

    [Fact]
    public void Does_not_guess_between_january_and_october() => Assert.Contains("1月还是10月", RegisterCells.Day(new(CellKind.Number, "2020.1", 2020.1), SheetFormat.Xlsx).Fault!.Chinese, StringComparison.Ordinal);

    [Theory]
    [InlineData("2024.01-2026.12"), InlineData("2024年1月1日至2026年12月31日"), InlineData("2024-01-01至2026-12-31"), InlineData("2024-01-01—2026-12-31"), InlineData("２０２４．０１～２０２６．１２"), InlineData("自2024.1起2026.12止"), InlineData("2024-01-2026-12")]
    public void Reads_a_term_in_each_of_its_forms(string said) =>
        Assert.Equal((new DateOnly(2024, 1, 1), new DateOnly(2026, 12, 31)), RegisterCells.Term(said, SheetFormat.Xlsx) is { } term ? (term.From.On, term.Until.End) : default);

    [Theory]
    [InlineData("60㎡", 60), InlineData("１２，０００．５０元", 12000.5), InlineData("64.29%", 64.29), InlineData("3.5 万元", 3.5)]
    public void Reads_a_number_without_its_unit(string said, double number) => Assert.Equal((decimal)number, RegisterCells.Number(Cell.Of(said)).Number);
}
