using System.Data;
using Dapper;

namespace MediationHub.Store.Rows;

/// <summary>Legal days as parameters and columns of queries.</summary>
internal sealed class DapperDays : SqlMapper.TypeHandler<DateOnly>
{
    public static void Register()
    {
        SqlMapper.AddTypeHandler(new DapperDays());
        SqlMapper.AddTypeHandler(new DapperInstants());
        SqlMapper.AddTypeHandler(new DapperWords());
    }

    public override DateOnly Parse(object value) => value is DateOnly day ? day : DateOnly.FromDateTime((DateTime)value);

    public override void SetValue(IDbDataParameter parameter, DateOnly value)
    {
        parameter.DbType = DbType.Date;
        parameter.Value = value;
    }
}

/// <summary>Instants: stored in UTC, shown with the offset of Asia/Shanghai.</summary>
internal sealed class DapperInstants : SqlMapper.TypeHandler<DateTimeOffset>
{
    public override DateTimeOffset Parse(object value) => new DateTimeOffset(DateTime.SpecifyKind((DateTime)value, DateTimeKind.Utc)).ToOffset(Domain.Kernel.ChinaTime.Offset);

    public override void SetValue(IDbDataParameter parameter, DateTimeOffset value)
    {
        parameter.DbType = DbType.DateTimeOffset;
        parameter.Value = value.ToUniversalTime();
    }
}

/// <summary>Lists of words: a reader may call such a column an array of anything, which no constructor takes.</summary>
internal sealed class DapperWords : SqlMapper.TypeHandler<string[]>
{
    public override string[] Parse(object value) => (string[])value;

    public override void SetValue(IDbDataParameter parameter, string[]? value) => parameter.Value = (object?)value ?? DBNull.Value;
}
