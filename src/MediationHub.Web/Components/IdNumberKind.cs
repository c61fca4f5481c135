namespace MediationHub.Web.Components;

public enum IdNumberKind { ResidentId, CreditCode }
