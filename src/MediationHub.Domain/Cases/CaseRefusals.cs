using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Every "no" of a case: a stable code, a sentence that says what to do, the article where the law says it.</summary>
public static class CaseRefusals
{
    // Where the case stands

    public static Refusal Unknown { get; } = new("case-unknown", "没有这个案件,请核对案件编号。", "There is no such case; check its id.");

    public static Refusal Ended(CaseStage stage) => new("case-ended",
        $"案件{stage.Chinese()},不能再办理此事项;确因笔误或者欺诈需要更正的,请申请重新开案。",
        $"The case has ended ({stage}); to put right a clerical error or a fraud, ask for reopening.");

    public static Refusal FromOldLedger { get; } = new("case-of-old-ledger",
        "这是历史台账中的案件，只供查阅，不在本系统办理；台账有误的，请更正后重新导入。",
        "This case stands in the old ledger and is kept as a record only; correct the ledger and import it again.");

    public static Refusal NotOfOldLedger { get; } = new("case-not-of-old-ledger",
        "已有同一编号的在办案件，不能用历史台账覆盖，请核对原案号。",
        "A case of this program stands under the id: check the old number.");

    public static Refusal NotEnded(CaseStage stage) => new("case-open",
        $"案件{stage.Chinese()},尚未结案,请先办理结案。", $"The case is still open ({stage}); close it first.");

    public static Refusal AlreadyAccepted { get; } = new("already-accepted",
        "案件已经受理,不能再办理受理前的事项;当事人不愿继续调解的,请按“受理后一方不同意”结案。",
        "The case is accepted already; where a party no longer wants mediation, close it as stopped.");

    public static Refusal NotAcceptedYet { get; } = new("not-accepted-yet",
        "案件尚未受理,请先征询各方同意并受理。", "The case is not accepted yet; ask for consent and accept it first.", "企业劳动争议协商调解规定第二十二条");

    public static Refusal NoSessionHeld { get; } = new("no-session-held",
        "尚未举行调解会议,请先登记调解会议和调解笔录。", "No session has been held yet; hold one and record it first.", "调解仲裁法第十三条");

    public static Refusal NoDraft { get; } = new("no-draft",
        "尚未拟定调解协议,请先拟定协议条款。", "There is no draft to sign or seal; draft the agreement first.", "调解仲裁法第十四条");

    public static Refusal AgreementDrafted { get; } = new("agreement-drafted",
        "调解协议已经拟定,当事人不能再增减;确需增减的,请先按调解不成或者其他方式处理本协议。",
        "The agreement is drafted on these parties; they are not changed any more.");

    public static Refusal AgreementInForce { get; } = new("agreement-in-force",
        "调解协议已经生效,不能修改;确需变更的,由各方另行签订补充协议。",
        "The agreement is in force and is not changed; the parties may make a supplementary agreement.", "调解仲裁法第十四条第二款");

    private const string O17Article24 = "企业劳动争议协商调解规定第二十四条";

    public static Refusal PublicNeedsAll(IEnumerable<Personal> names) => new("public-needs-all", $"调解不公开进行，双方当事人均要求公开的除外；尚缺：{string.Join('、', names)}的要求，请先登记。", "Mediation is not public unless every party asks for it; record the missing requests.", O17Article24);

    public static Refusal PrivateStaysPrivate { get; } = new("private-session", "单独会谈不能公开进行，请选择各方参加的会议。", "A session with one side alone is never public; choose a joint one.", O17Article24);

    public static Refusal SessionPublic { get; } = new("session-public", "这次会议已经登记为公开进行；一方撤回要求的，请恢复不公开。", "The session is public already; where a party takes its request back, make it confidential.", O17Article24);

    public static Refusal SessionNotPublic { get; } = new("session-not-public", "没有将公开进行的会议，无需恢复不公开。", "No session ahead is public.", O17Article24);

    public static Refusal NoLimitationCause { get; } = new("no-limitation-cause", "没有登记过时效中断、中止事由，无可撤销。", "Nothing is on record that interrupted or suspended the limitation.", "调解仲裁法第二十七条");

    public static Refusal NoAgreementInForce { get; } = new("no-agreement-in-force",
        "没有已生效的调解协议,请先完成各方签名、调解员签名和盖章。", "No agreement is in force; complete the signatures and the seal first.", "调解仲裁法第十四条第二款");

    public static Refusal AgreementInvalidated(AgreementRuling ruling) => new("agreement-invalidated",
        $"调解协议已于{ruling.On:yyyy-MM-dd}被{(ruling.Kind is RulingKind.Void ? "认定无效" : "撤销")}，不再履行，也不再办理协议事项；当事人可以就原争议申请仲裁。",
        $"The agreement was {(ruling.Kind is RulingKind.Void ? "found void" : "revoked")} with effect of {ruling.On:yyyy-MM-dd} and is not performed any more; the parties may arbitrate the dispute.", "调解仲裁法第五条");

    public static Refusal CourtConfirmed { get; } = new("agreement-court-confirmed",
        "协议已经人民法院司法确认，不能再变更；一方不履行的，请向人民法院申请强制执行。",
        "The court has confirmed the agreement: it is not changed any more; what is not performed is enforced.", CourtEnforcement);

    public static Refusal RulingRecorded { get; } = new("ruling-recorded",
        "已经登记了对该协议的裁判；登记有误或者裁判被改变的，请先撤销登记。", "A ruling on this agreement is recorded; withdraw the entry first where it is wrong or was set aside.");

    public static Refusal LetterStands { get; } = new("letter-stands",
        "协议已置换为仲裁调解书，效力以调解书为准，不再登记对协议的裁判。", "A mediation letter took the agreement's place: nothing is ruled on the agreement itself any more.", "调解仲裁法第四十二条");

    public static Refusal NoRuling { get; } = new("no-ruling", "没有登记过对现有协议的裁判。", "No ruling on this agreement is recorded.");

    public static Refusal Suspended { get; } = new("case-suspended", "案件处于中止状态,请先恢复。", "The case is suspended; resume it first.");

    public static Refusal NotSuspended { get; } = new("not-suspended", "案件没有中止,不需要恢复。", "The case is not suspended.");

    public static Refusal TransferPending { get; } = new("transfer-pending",
        "案件正在等待接收组织答复移送,请待其接收或者退回后再办理。", "The receiver has not answered the transfer yet; wait for its answer.");

    // Organization and mediators

    public static Refusal OrganizationNotReceiving { get; } = new("organization-not-receiving",
        "该调解组织目前不能接收新案件(只有正常运行的组织可以),请选择其他调解组织。",
        "Only an active organization receives new cases; choose another one.");

    public static Refusal OrganizationNotWorking { get; } = new("organization-not-working",
        "本调解组织已注销或者尚未启用,不能继续办理案件,请将案件移送其他调解组织。",
        "The organization no longer works on cases; transfer the case to another one.");

    public static Refusal ReceivedBeforeFiling(DateOnly? filedOn) => new("received-before-filing",
        filedOn is { } day ? $"收到申请的日期早于本组织备案日期({day:yyyy-MM-dd}),请核对收到时间。" : "本组织尚未备案,不能登记案件。",
        "The application was received before the organization was filed; check the time of receipt.");

    public static Refusal ReceivedWhileNotActive(DateOnly on) => new("received-while-not-active",
        $"本组织在{on:yyyy-MM-dd}尚未启用或者正在整改、暂停,当日不能接收案件。请核对收到时间。",
        "The organization did not receive cases on that day; check the time of receipt.");

    public static Refusal MediatorNotEligible(DateOnly on) => new("mediator-not-eligible",
        $"该调解员在{on:yyyy-MM-dd}不在本组织的聘期内或者已被暂停、解聘,请指派在聘的调解员。",
        $"The mediator was not appointed and active at this organization on {on:yyyy-MM-dd}; assign one who was.", "调解仲裁法第十一条");

    public static Refusal MediatorConflict { get; } = new("mediator-conflict",
        "该调解员与本案当事人或者代理人为同一人,应当回避,请指派其他调解员。",
        "The mediator is a party or an agent of this case and must withdraw; assign another one.");

    public static Refusal MediatorRecused { get; } = new("mediator-recused",
        "该调解员已被决定回避,请指派其他调解员。", "The mediator was recused from this case; assign another one.");

    public static Refusal MediatorMissing { get; } = new("mediator-missing", "案件没有主办调解员,请先指派。", "The case has no lead mediator; assign one first.");

    public static Refusal MediatorNotOfCase { get; } = new("mediator-not-of-case",
        "该调解员不是本案的调解员,请核对或者先指派。", "The mediator is not assigned to this case; check or assign first.");

    public static Refusal RecusalPending { get; } = new("recusal-pending",
        "回避申请尚未决定,请先由负责人作出决定。", "A request for recusal is undecided; the head decides it first.");

    public static Refusal NoRecusalPending { get; } = new("no-recusal-pending", "没有待决定的回避申请。", "No request for recusal waits for a decision.");

    // Consent and acceptance

    public static Refusal ConsentMissing(IEnumerable<Party> parties)
    {
        var who = parties.ToArray();
        return new("consent-missing",
            $"尚未取得{string.Join("、", who.Select(p => p.Name.Value))}的同意,调解须各方自愿,请先登记其意见。",
            $"Consent is missing of {string.Join(", ", who.Select(p => p.Id.Value))}; record it first.", "企业劳动争议协商调解规定第二十二条");
    }

    public static Refusal ConsentRecorded(DateOnly on) => new("consent-recorded",
        $"该当事人已于{on:yyyy-MM-dd}表示同意,不能重复登记。", $"The party's consent of {on:yyyy-MM-dd} is recorded already.");

    public static Refusal ApplicantWithdraws { get; } = new("applicant-withdraws",
        "申请人不愿继续调解的,请办理撤回申请。", "An applicant who no longer wants mediation withdraws the application.");

    public static Refusal RefusingPartyLeaves { get; } = new("refusing-party-leaves",
        "受理后追加的当事人不同意调解的,请移除该当事人或者以“受理后一方不同意”结案。",
        "A party added after acceptance refuses: remove it, or close the case as stopped.");

    public static Refusal OutOfScope { get; } = new("out-of-scope",
        "该争议类型不在本地调解受理范围内,请作不予受理处理并告知其他救济途径。",
        "Disputes of this type are not accepted here; reject the case and tell the other routes.", "企业劳动争议协商调解规定第二十二条");

    /// <param name="accepted">It came out after acceptance only.</param>
    public static Refusal DisputeElsewhere(ElsewhereDispute elsewhere, bool accepted)
    {
        var (where, ground, how, basis) = elsewhere.Kind switch
        {
            ElsewhereKind.Decided => ("已由仲裁裁决或者法院判决", "已有生效的裁决、判决或者调解书", "裁决后已经起诉、由人民法院委派或者委托调解的，请更正案件来源", "调解仲裁法第五十一条"),
            ElsewhereKind.PendingInArbitration => ("正在仲裁", "仲裁或者诉讼正在处理", "当事人愿意调解的，由仲裁委员会委托调解或者发出调解建议书后办理，案件来源为仲裁委员会的须写明仲裁案号", "劳动人事争议仲裁办案规则第六十九条、第七十条"),
            _ => ("正在诉讼", "仲裁或者诉讼正在处理", "当事人愿意调解的，由人民法院委派或者委托后办理", "民事诉讼法第一百二十五条"),
        };
        return new("dispute-elsewhere",
            accepted ? $"同一争议{where}，不再继续调解，请按“其他终止”（已由其他途径处理）结案。{how}；已经撤回或者登记有误的，请先更正登记内容。" : $"同一争议{where}，不能受理，请以“{ground}”不予受理。{how}；已经撤回或者登记有误的，请先更正登记内容。",
            $"The same dispute {(elsewhere.Kind is ElsewhereKind.Decided ? "has been decided by a commission or court" : elsewhere.Kind is ElsewhereKind.PendingInArbitration ? "is pending in arbitration" : "is pending in court")}: {(accepted ? "close the case as terminated (decidedElsewhere)" : $"reject it on the ground {(elsewhere.Kind is ElsewhereKind.Decided ? "alreadyDecided" : "pendingInArbitration")}")}, or let the commission entrust or recommend it, or the court assign it; correct the record first where that was withdrawn.",
            basis);
    }

    // Parties

    public static Refusal LastOfSide { get; } = new("last-of-side",
        "申请人和被申请人各至少保留一名,请先追加再移除。", "Each side keeps at least one party; add one before you remove this.");

    public static Refusal TooManyAgents(int most) => new("too-many-agents", $"每名当事人最多委托{most}名代理人。", $"A party has at most {most} agents.", "民事诉讼法第六十一条(参照)");

    public static Refusal IdentificationMissing(IEnumerable<Party> parties)
    {
        var who = parties.ToArray();
        return new("identification-missing",
            $"{string.Join("、", who.Select(p => p.Name.Value))}的证件号或者统一社会信用代码尚未登记,拟定协议前请补充。",
            $"The ID number or credit code is missing of {string.Join(", ", who.Select(p => p.Id.Value))}; add it before the agreement.");
    }

    public static Refusal NoMembers { get; } = new("no-members", "本案没有集体争议名单。", "The case has no list of workers.");

    public static Refusal RepresentativeStays { get; } = new("representative-on-list",
        "该劳动者是推选的代表人,请先更换代表人,再从名单中移出。", "This worker is one of the representatives; choose others first.", "调解仲裁法第七条");

    public static Refusal NotCollective(int threshold) => new("not-collective",
        $"劳动者一方不足{threshold}人,不需要推选代表人。", $"Fewer than {threshold} workers are involved; representatives are not needed.", "调解仲裁法第七条");

    public static Refusal RepresentativesCount(int min, int max) => new("representatives-count",
        $"集体争议的代表人应为{min}至{max}名。", $"A collective dispute has {min} to {max} representatives.", "劳动人事争议仲裁办案规则第五条");

    public static Refusal RepresentativesNeeded { get; } = new("representatives-needed",
        "集体争议拟定协议前,请先推选代表人,或者取得每名劳动者的同意。",
        "A collective dispute needs representatives, or each worker's consent, before the agreement.", "调解仲裁法第七条");

    public static Refusal RepresentativesLackPowers { get; } = new("representatives-lack-powers",
        "代表人没有和解的特别授权,请取得被代表劳动者的同意后重新登记代表人授权。",
        "The representatives may not settle; record the consent of those they represent.", "劳动人事争议仲裁办案规则第六十二条");

    // Sessions

    public static Refusal SessionUnknown { get; } = new("session-unknown", "没有这次调解会议,请核对。", "There is no such session; check its id.");

    public static Refusal SessionOver { get; } = new("session-over",
        "该次会议已举行或者已取消,请另行安排会议。", "This session was held or cancelled; schedule another one.");

    public static Refusal SessionAhead { get; } = new("session-ahead",
        "会议尚未开始,不能登记笔录;临时举行的,请填写实际时间。", "The session has not begun; give the actual times where it was held earlier.");

    /// <param name="name">The mediator's.</param>
    /// <param name="with">What the mediator does then, in both languages.</param>
    public static Refusal MediatorBusy(string name, Text with) => new("mediator-busy",
        $"调解员{name}在这段时间已有安排：{with.Chinese}。请另选时间，或者先将原安排改期、取消。",
        $"Mediator {name} is taken then: {with.English}. Choose another time, or move or cancel that first.");

    /// <param name="with">What takes place there then, in both languages.</param>
    public static Refusal RoomBusy(Text with) => new("room-busy",
        $"这间调解室在这段时间已被占用：{with.Chinese}。请另选时间或者地点，或者先将原安排改期、取消。",
        $"The room is taken then: {with.English}. Choose another time or place, or move or cancel that first.");

    public static Refusal BothSidesNotified { get; } = new("both-sides-not-notified",
        "调解会议应当通知双方,请将双方当事人列入参会人员;单独沟通的,请选择“背靠背”。",
        "Both sides must be told of a joint session; list both, or make it private.");

    public static Refusal OfferUnknown { get; } = new("offer-unknown", "没有这项提议,请核对。", "There is no such offer; check its id.");

    // Term

    public static Refusal ExtensionAfterDue(DateOnly due) => new("extension-after-due",
        $"调解期限已于{due:yyyy-MM-dd}届满,届满后签署的延期同意无效;请按“逾期”结案。",
        $"The term ended on {due:yyyy-MM-dd}; consent signed after it extends nothing. Close the case as expired.", "企业劳动争议协商调解规定第二十九条");

    public static Refusal ExtensionUnproven(DateOnly due) => Refusal.Invalid("fileId",
        $"调解期限已于{due:yyyy-MM-dd}届满,届满后才登记延期的,请上传各方在届满前签字的延期同意书。",
        $"The term ended on {due:yyyy-MM-dd}; an extension entered after it needs the consent that was signed before, as a file.");

    public static Refusal ExtensionNeedsAll(IEnumerable<Personal> names) => new("extension-needs-all",
        $"延期须各方当事人签字同意,尚缺:{string.Join("、", names.Select(n => n.Value))}。", "All parties sign an extension; some signatures are missing.", "企业劳动争议协商调解规定第二十九条");

    public static Refusal NotExtendable(string basis) => new("not-extendable",
        "本案的调解期限依规定不能延长。", "The term of this case cannot be extended.", basis);

    public static Refusal ExtensionTooLong(int max) => new("extension-too-long", $"延长合计最多{max}日。", $"The term can be extended by {max} days at most.");

    public static Refusal SuspensionNeedsAll { get; } = new("suspension-needs-all",
        "中止须各方当事人同意,请登记每一方的同意。", "All parties agree to a suspension; name each of them.");

    public static Refusal NotExpired(DateOnly due) => new("not-expired",
        $"调解期限至{due:yyyy-MM-dd}届满,尚未逾期,不能按逾期结案。", $"The term runs until {due:yyyy-MM-dd}; the case has not expired.", "调解仲裁法第十四条第三款");

    public static Refusal TermProvisional(DateOnly due) => new("term-provisional",
        $"期限{due:yyyy-MM-dd}按暂定日历计算,国务院节假日安排载入前不能按逾期结案。",
        $"The last day {due:yyyy-MM-dd} is provisional; nothing expires by it until that year's days off are loaded.");

    // Agreement

    public static Refusal UnderReview { get; } = new("agreement-under-review",
        "协议正在仲裁审查或者已制作仲裁调解书,不能另订补充协议;确需变更的,请先撤回审查申请。",
        "The agreement is under review or confirmed by a letter; withdraw the review before a supplement.");

    public static Refusal NotASigner { get; } = new("not-a-signer",
        "该当事人不需要在本协议上签名,请核对签名人。", "This party does not sign the agreement; check the signer.");

    public static Refusal AllSigned { get; } = new("all-signed", "当事人和调解员均已签名,请加盖调解组织印章。", "Everybody has signed; affix the organization's seal.", "调解仲裁法第十四条第二款");

    public static Refusal AlreadySigned { get; } = new("already-signed",
        "该签名人已经签名,签名时间不能更改;有误的,请重新拟定协议并重新签名。",
        "The signer has signed already at another time; draft anew to sign anew.");

    public static Refusal AgentLacksPowers { get; } = new("agent-lacks-powers",
        "代理人没有和解的特别授权,不能代为签署调解协议,请补充授权委托书。",
        "The agent has no special powers to settle; add them to the power of attorney.", "民事诉讼法第六十二条(参照)");

    public static Refusal PartiesSignFirst(IEnumerable<Personal> names) => new("parties-sign-first",
        $"请先由各方当事人签名,尚缺:{string.Join("、", names.Select(n => n.Value))}。", "The parties sign before the mediator and the seal; some have not signed.", "调解仲裁法第十四条第二款");

    public static Refusal MediatorSignsFirst { get; } = new("mediator-signs-first",
        "请先由调解员签名,再加盖调解组织印章。", "The mediator signs before the organization seals.", "调解仲裁法第十四条第二款");

    // Closing

    public static Refusal NeedsAgreement { get; } = new("agreement-needed",
        "以达成协议结案须有已生效的调解协议书,请先完成签名和盖章。",
        "To close as agreed, the written agreement must be in force; complete the signatures and the seal.", "调解仲裁法第十四条");

    public static Refusal OralUnproven { get; } = new("oral-agreement-unproven",
        "口头协议须有双方签名的笔录并且当场履行,方可按此结案;否则请制作调解协议书,或者按“调解不成”结案。",
        "An oral agreement counts only with a record signed by both sides and performance at once; otherwise write it down, or close as noAgreement.", "人民调解法第二十八条");

    public static Refusal VoidedByHead { get; } = new("void-by-head",
        "已受理的案件作废须由组织负责人办理,请报负责人;调解未成功的,请按实际结果结案。",
        "An accepted case is voided by the head of the organization alone; otherwise close it with its real outcome.");

    public static Refusal VoidNeedsNote { get; } = new("void-needs-note",
        "作废已受理的案件须写明原因(登记错误或者重复登记的情况),请在说明中填写。",
        "Say in the note why an accepted case is void: how it was registered by mistake or twice.");

    public static Refusal WasPresent(IEnumerable<Personal> names) => new("party-was-present",
        $"{string.Join("、", names)}在最近一次会议中登记为到场,不能以缺席为由结案。请核对缺席的当事人,或者按“调解不成”结案。",
        "Who is named as absent was at the last session. Check who was absent, or close as noAgreement.");

    public static Refusal UseOtherCommand(Outcome outcome) => outcome switch
    {
        Outcome.SettledWithdrawn or Outcome.Withdrawn => new("use-withdraw", "撤回申请请用“撤回”办理。", "Use withdraw for a withdrawn application."),
        Outcome.Transferred => new("use-transfer", "移送请用“移送”办理。", "Use transfer to hand the case over."),
        _ => new("use-reject", "不予受理请用“不予受理”或者登记当事人意见办理。", "Use reject or record-consent before acceptance."),
    };

    // Transfer

    public static Refusal NoTransferPending { get; } = new("no-transfer-pending", "没有待接收的移送。", "No transfer waits for an answer.");

    public static Refusal NotTheReceiver { get; } = new("not-the-receiver", "只有接收组织可以答复移送。", "Only the receiving organization answers the transfer.");

    // Merging and splitting

    public static Refusal AgreementOfRecord { get; } = new("agreement-of-record",
        "本案已经订立过调解协议，不能再合并、拆分，请按现状继续办理。", "An agreement was made in this case: it is neither merged nor split any more; go on with it as it stands.");

    public static Refusal LinkedCaseStaysWhole { get; } = new("linked-case-stays-whole",
        "仲裁委员会委托或者建议调解的案件应当整案办理、整案反馈，不能合并、拆分；需要分别处理的，请与仲裁委员会联系。",
        "A case that a commission entrusted or recommended is handled and answered as a whole; speak to the commission where parts of it go different ways.");

    public static Refusal NothingToSplit { get; } = new("nothing-to-split",
        "拆分须有两名以上申请人和两项以上请求；各申请人的请求合写为一项的，请先用“变更请求”分项填写。",
        "To be split, a case needs two applicants and two claims at least; where several applicants share one claim, write it as several first.");

    public static Refusal RepresentativesStay { get; } = new("representatives-stay",
        "推选的代表人须留在原案；需要随案拆出的，请先重新推选代表人。", "The representatives stay with the case; choose others first where one of them is to go.");

    public static Refusal SplitBelowCollective(int threshold) => new("split-below-collective",
        $"本案已推选代表人，拆分后留在原案的劳动者不得少于{threshold}人；请减少拆出的人数。",
        $"Representatives speak for this case: {threshold} workers at least stay in it; let fewer go.", "调解仲裁法第七条");

    public static Refusal MergeIntoEarlier(string number) => new("merge-into-earlier",
        $"只能将后收到的案件并入先收到的案件。本案收到申请在先，请到{number}案件办理，将其并入本案。",
        "A later case is taken into an earlier one; this case was received first, so merge the other into it.");

    public static Refusal NoCommonParty { get; } = new("no-common-party",
        "两案没有同一方的相同当事人（按统一社会信用代码、证件号码核对），不能合并；号码未登记的，请先补正。",
        "The cases have no party in common on the same side, told by credit code or ID number; add missing numbers first.");

    public static Refusal PartiesOpposed { get; } = new("parties-opposed",
        "同一当事人在两案中分处双方，不能合并，请分别调解。", "Someone is an applicant in one case and a respondent in the other: mediate them apart.");

    public static Refusal MergeStagesDiffer { get; } = new("merge-stages-differ",
        "两案应当都已受理或者都未受理，请先办理尚未受理的案件，再合并。", "Both cases are accepted, or neither is; decide on the one that is not, then merge.");

    public static Refusal TermOver(DateOnly due) => new("term-over",
        $"调解期限已于{due:yyyy-MM-dd}届满，不能合并，请按“逾期”或者其他实际结果结案。", $"The term ended on {due:yyyy-MM-dd}: close the case as it ended, it is not merged.", "调解仲裁法第十四条第三款");

    public static Refusal MergeMediatorUnfit { get; } = new("merge-mediator-unfit",
        "拟并入案件的调解员是本案的当事人或者代理人，或者已在本案被决定回避；请先为该案另行指派调解员，再合并。",
        "A mediator of the case to merge into is concerned in this one, or was recused from it; assign another mediator there first.");

    /// <summary>The same "no", said of the case to merge into.</summary>
    public static Refusal OfTarget(Refusal no, string number) => no with { Chinese = $"拟并入的{number}案件：{no.Chinese}", English = $"The case to merge into: {no.English}" };

    // Performance

    public static Refusal PaymentAboveOwed(decimal outstanding) => new("payment-above-owed",
        $"支付金额超过应付余额{Money.Format(outstanding)}元,请核对金额或者期次。",
        $"The payment is above what is owed ({Money.Format(outstanding)} CNY); check the amount or the instalment.");

    public static Refusal NotMoney { get; } = new("not-a-payment", "该条款不是付款义务,请登记履行。", "This term is not about money; record its performance.");

    public static Refusal IsMoney { get; } = new("is-a-payment", "该条款是付款义务,请登记付款;付清前不算履行完毕。", "This term is about money; record the payments.", "调解仲裁法第十四条第二款");

    public static Refusal StillUnperformed { get; } = new("still-unperformed",
        "协议还有未付清或者未履行的事项,不能登记为履行完毕;请先登记付款、履行,或者选择其他回访结果。",
        "Not every line is paid or done, so the agreement is not performed: record that first, or choose another outcome.", "调解仲裁法第十四条第二款");

    public static Refusal NothingReceived { get; } = new("nothing-received", "该项尚无付款或者履行记录,不能确认收到。", "Nothing was paid or done on this line yet.");

    public static Refusal AlreadyPerformed { get; } = new("already-performed", "该项已经履行完毕。", "This line is performed already.");

    public static Refusal NotDueYet(DateOnly? due) => new("not-due-yet",
        due is { } day ? $"履行期限至{day:yyyy-MM-dd}(含当日),期满次日起方可认定未履行。" : "该项没有约定履行期限,不能认定未履行,请先回访催告。",
        "A line is in default only from the day after its due day.", "调解仲裁法第十五条");

    public static Refusal NothingOverdue { get; } = new("nothing-overdue",
        "没有逾期未履行的条款,期限届满后方可采取救济措施。", "Nothing is overdue; remedies are open once a line's due day has passed.", "调解仲裁法第十五条");

    /// <summary>The article that opens a remedy, or without which it stays shut.</summary>
    public static string BasisOf(RemedyKind kind) => kind switch
    {
        RemedyKind.PaymentOrder => "调解仲裁法第十六条",
        RemedyKind.DirectSuit => "法释〔2020〕26号第五十一条第二款",
        RemedyKind.Enforcement => "调解仲裁法第五十一条",
        RemedyKind.LabourInspection => "调解仲裁法第九条",
        _ => "调解仲裁法第十五条",
    };

    /// <summary>The article by which a court enforces what it confirmed.</summary>
    public const string CourtEnforcement = "民事诉讼法第二百零六条";

    /// <summary>The article that opens a direct suit once a payment order came to nothing.</summary>
    public const string AfterOrderBasis = "法释〔2020〕26号第十三条第三款";

    public static Refusal OrderNotEnded(DateOnly asked) => new("payment-order-not-ended",
        $"已于{asked:yyyy-MM-dd}申请支付令,法院裁定终结督促程序后,劳动者才可以依据调解协议直接起诉;请填写裁定终结的日期(不早于申请支付令之日)。",
        "A payment order was asked for; the direct suit is open once the court has ended that procedure: say on which day.", AfterOrderBasis);

    public static Refusal NoPaymentOrder { get; } = new("payment-order-missing",
        "该项没有登记过申请支付令,请先登记申请支付令,或者不填督促程序终结日期。", "No payment order was recorded for this term; record it first, or leave out the day on which it ended.", AfterOrderBasis);

    /// <summary>Why the law does not open a remedy for a line, and what is open instead.</summary>
    public static Refusal RemedyNotOpen(RemedyKind kind, RemedyBar bar)
    {
        var (name, english) = kind switch
        {
            RemedyKind.PaymentOrder => ("支付令", "A payment order"),
            RemedyKind.DirectSuit => ("直接起诉", "A direct suit"),
            RemedyKind.LabourInspection => ("劳动监察投诉", "A complaint to labour inspection"),
            RemedyKind.Enforcement => ("强制执行", "Enforcement"),
            _ => ("仲裁", "Arbitration"),
        };
        var (text, reason) = bar switch
        {
            RemedyBar.Confirmed => ($"协议已有生效的仲裁调解书,请直接申请强制执行,不再通过{name}处理。", "is not needed where a mediation letter is in force: have it enforced."),
            RemedyBar.CourtConfirmed => ($"协议已经人民法院司法确认,请直接申请强制执行,不再通过{name}处理。", "is not needed where the court has confirmed the agreement: have it enforced."),
            RemedyBar.NoLetter => ("申请强制执行须有双方签收生效的仲裁调解书或者人民法院的司法确认裁定,请先申请仲裁审查或者司法确认,或者选择其他救济途径。", "needs a mediation letter that both sides signed for, or the court's confirmation: ask for one, or choose another remedy."),
            RemedyBar.NotMoney => ($"{name}只适用于金额确定的付款义务,该项不是付款;请申请劳动仲裁。", "is only for a payment of a definite amount: apply for arbitration."),
            RemedyBar.NotToWorker => ($"{name}只能由劳动者针对用人单位提出,该项不是用人单位应付给劳动者的款项;请申请劳动仲裁。", "is only for a worker against an employer who owes: apply for arbitration."),
            RemedyBar.OtherKind => ($"{name}只适用于拖欠劳动报酬、工伤医疗费、经济补偿或者赔偿金,该项不属于这四类;请申请劳动仲裁。", "is only for wages, medical costs of work injury, severance or compensation: apply for arbitration."),
            RemedyBar.NotWagesAlone => ("只有仅就劳动报酬达成的协议,劳动者才可以直接起诉;本协议还有其他事项,请申请支付令或者劳动仲裁。", "needs an agreement about wages alone: choose a payment order or arbitration."),
            _ => ("只有在企业劳动争议调解委员会、基层人民调解组织或者乡镇街道调解组织主持下达成的协议,劳动者才可以直接起诉;请申请支付令或者劳动仲裁。", "needs an agreement made before a body of LMA 10: choose a payment order or arbitration."),
        };
        return new("remedy-not-open", text, $"{english} {reason}", BasisOf(kind));
    }

    // File

    public static Refusal PaperUnknown { get; } = new("paper-unknown", "没有这份文书,请先制作文书再登记送达。", "There is no such paper; make it before you record its service.");

    public static Refusal LeavingNeedsGround { get; } = new("service-ground-missing",
        "留置、张贴送达只适用于受送达人拒绝签收,或者用人单位停业且劳动者一方十人以上的;请先登记其拒绝签收的情况,或者改用其他方式。",
        "A paper is left or posted only where signing was refused, or at a closed employer with ten workers or more; record the refusal first, or use another way.", "劳动人事争议仲裁办案规则第二十条");

    public static Refusal OtherWaysFirst { get; } = new("service-others-first",
        "公告送达是最后手段,请先用其他方式送达并登记未能送达的结果。",
        "Public notice is the last resort; try another way first and record that it failed.", "民事诉讼法第九十五条");

    public static Refusal ArchiveIncomplete(IEnumerable<string> names) => new("archive-incomplete",
        $"归档材料不齐,尚缺:{string.Join("、", names)};请补作文书或者上传扫描件。",
        "The archive lacks required papers; make them or add scans.", "人民调解法第二十七条");

    public static Refusal FileClosed { get; } = new("file-closed", "案件已归档或者移送，卷宗不能再增减材料。", "The case is archived or transferred; its file is not changed any more.");

    public static Refusal NoEvidence { get; } = new("no-evidence", "本案没有可以处理的证据，请先登记证据。", "The case has no evidence that stands; add some first.");

    public static Refusal EvidenceWithdrawn { get; } = new("evidence-withdrawn", "该证据已撤回，不能再修改；需要的请重新登记。", "This evidence was withdrawn and is not changed; add it anew where needed.");

    public static Refusal NotArchived { get; } = new("case-not-archived", "案件尚未归档，请先归档，保管期限届满后再列入销毁清册。", "The case is not archived; archive it first and wait for its retention period to end.");

    public static Refusal RetentionRunning(DateOnly until) => new("retention-running",
        $"保管期限至{until:yyyy-MM-dd}届满，届满前不能销毁。", $"The retention period runs until {until:yyyy-MM-dd}; nothing is destroyed before it has ended.", "劳动人事争议仲裁办案规则第二十四条(参照)");

    public static Refusal OnHold { get; } = new("case-on-hold", "案件已冻结销毁，请先由设置的人解除冻结。", "The case is on hold; the hold is lifted first.");

    public static Refusal HoldPlaced { get; } = new("hold-placed", "案件已经冻结销毁，不需要重复设置；理由有变的，请先解除再设置。", "The case is on hold already; lift the hold before you place another.");

    public static Refusal NoHold { get; } = new("no-hold", "案件没有冻结销毁，不需要解除。", "The case is not on hold.");

    public static Refusal HoldOfOffice { get; } = new("hold-of-office", "该冻结由上级办公室设置，请由办公室解除。", "An office placed this hold; ask the office to lift it.");

    public static Refusal SuccessorLives { get; } = new("successor-not-destroyed", "由本案移送、合并或者拆分而成的案件卷宗尚未销毁，请待其销毁后再销毁本卷。", "A case that goes on with this one's files is not destroyed yet; destroy it first.");

    public static Refusal Destroyed { get; } = new("case-destroyed", "案件卷宗已销毁，只保留案号和统计数据，不能再办理。", "The case's file was destroyed; only its number and figures remain.", "个人信息保护法第四十七条");

    public static Refusal SatisfactionNotOpen { get; } = new("satisfaction-not-open", "案件尚未办结或者正在重新办理，暂不能评价；办结后请用同一链接评价。", "The case has not ended, or is handled again; answer by the same link once it has ended.");

    public static Refusal SatisfactionOver(DateOnly until) => new("satisfaction-over",
        $"评价已于{until:yyyy-MM-dd}截止。如有意见，请直接向调解组织或者当地人力资源社会保障部门反映。",
        $"Answers were taken until {until:yyyy-MM-dd}. Tell the organization or the local office what you think.");

    public static Refusal SatisfactionGiven(DateOnly until) => new("satisfaction-given",
        $"您已经评价，修改期已于{until:yyyy-MM-dd}届满。如有新的意见，请直接向调解组织或者当地人力资源社会保障部门反映。",
        $"You have answered, and changes were taken until {until:yyyy-MM-dd}. Tell the organization or the local office what else you think.");

    public static Refusal AlreadyArchived(DateOnly? on) => new("already-archived",
        $"案件已于{on:yyyy-MM-dd}归档,不需要再次办理;还要补入签名原件的,请用“补充扫描件”。",
        $"The case was archived on {on:yyyy-MM-dd}; later scans are added by add-scan.");

    public static Refusal Archived { get; } = new("case-archived", "案件已归档,不能重新开案。", "The case is archived and is not reopened.");

    public static Refusal NoReopenRequest { get; } = new("no-reopen-request", "没有待批准的重新开案申请。", "No request for reopening waits for approval.");
}
