namespace MediationHub.Domain.Kernel;

/// <summary>Refusals that are the same for every kind of record.</summary>
public static class KernelRefusals
{
    /// <summary>A value that must be unique is held by another record.</summary>
    public static Refusal Taken(string scope) => scope switch
    {
        "organization-code" => new("organization-code-taken", "已有使用同一组织编码的调解组织,请核对编码,或先办理原组织的注销。", "Another active organization has this code: check it, or deregister the other one first."),
        "mediator-certificate" => new("certificate-number-taken", "该调解员证号已登记在其他调解员名下,请核对证号。", "This certificate number belongs to another mediator: check it."),
        "mediator-id" => new("mediator-already-registered", "该证件号码的调解员已登记,请直接办理聘任。", "A mediator with this ID number is registered already: appoint that one."),
        _ => new("value-taken", "该编号已被其他记录使用,请核对后重新填写。", "Another record has this number: check it and enter it again."),
    };
}

/// <summary>An event that names files: they then belong to its record, and are reached only through it.</summary>
public interface INamesFiles
{
    IEnumerable<FileId> Files { get; }
}
