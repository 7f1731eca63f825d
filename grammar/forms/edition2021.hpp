// The form of 国办公开办函〔2021〕30号, for the reports of 2021 onward. Reads like the printed form, in its order.
#pragma once

#include "grammar/forms/common.hpp"

namespace nianbao::grammar::forms::edition2021 {

inline constexpr Column documents_columns[] = {
    {"issued", "本年制发件数"},
    {"repealed", "本年废止件数"},
    {"in_force", "现行有效件数"},
};
inline constexpr Column decisions_columns[] = {{"decisions", "本年处理决定数量"}};
inline constexpr Column fees_columns[] = {{"amount", "本年收费金额（单位：万元）", Unit::wan_yuan, "本年收费金额"}};

inline constexpr Row documents[] = {
    {"regulations", "规章"},
    {"normative_documents", "行政规范性文件", {}, "规范性文件"},
};
inline constexpr Row licences[] = {{"licensing", "行政许可"}};
inline constexpr Row sanctions[] = {
    {"penalties", "行政处罚"},
    {"coercion", "行政强制"},
};
inline constexpr Row fees[] = {{"fees", "行政事业性收费"}};

inline constexpr Block disclosure_blocks[] = {
    {"1", "第二十条第（一）项", documents_columns, documents},
    {"5", "第二十条第（五）项", decisions_columns, licences},
    {"6", "第二十条第（六）项", decisions_columns, sanctions},
    {"8", "第二十条第（八）项", fees_columns, fees},
};

inline constexpr Row requests_rows[] = {
    {"new_received", "一、本年新收政府信息公开申请数量"},
    {"carried_over_in", "二、上年结转政府信息公开申请数量"},
    {"granted", "（一）予以公开", results_group},
    {"partially_granted", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", results_group,
     "（二）部分公开（区分处理的，只记这一情形，不计其他情形）|（二）部分公开"},
    {"denied_state_secret", "1.属于国家秘密", denied_group},
    {"denied_prohibited_by_law", "2.其他法律行政法规禁止公开", denied_group, "2.其他法律法规规章禁止公开"},
    {"denied_security_stability", "3.危及“三安全一稳定”", denied_group},
    {"denied_third_party_rights", "4.保护第三方合法权益", denied_group},
    {"denied_internal_affairs", "5.属于三类内部事务信息", denied_group},
    {"denied_process_information", "6.属于四类过程性信息", denied_group, "6.属于四类过期性信息"},
    {"denied_enforcement_files", "7.属于行政执法案卷", denied_group},
    {"denied_administrative_inquiry", "8.属于行政查询事项", denied_group},
    {"unavailable_not_held", "1.本机关不掌握相关政府信息", unavailable_group},
    {"unavailable_requires_creation", "2.没有现成信息需要另行制作", unavailable_group},
    {"unavailable_unclear", "3.补正后申请内容仍不明确", unavailable_group},
    {"not_processed_petition", "1.信访举报投诉类申请", not_processed_group},
    {"not_processed_repeated", "2.重复申请", not_processed_group},
    {"not_processed_publication", "3.要求提供公开出版物", not_processed_group},
    {"not_processed_excessive", "4.无正当理由大量反复申请", not_processed_group},
    {"not_processed_confirmation", "5.要求行政机关确认或重新出具已获取信息", not_processed_group},
    {"other_not_corrected", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", other_group},
    {"other_fee_unpaid", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", other_group},
    {"other_misc", "3.其他", other_group},
    {"total_processed", "（七）总计", results_group, "（七）合计"},
    {"carried_over_out", "四、结转下年度继续办理", {}, "四、结转下一年继续办理|四、结转下一年度继续办理"},
};

inline constexpr std::string_view results[] = {
    "granted",
    "partially_granted",
    "denied_state_secret",
    "denied_prohibited_by_law",
    "denied_security_stability",
    "denied_third_party_rights",
    "denied_internal_affairs",
    "denied_process_information",
    "denied_enforcement_files",
    "denied_administrative_inquiry",
    "unavailable_not_held",
    "unavailable_requires_creation",
    "unavailable_unclear",
    "not_processed_petition",
    "not_processed_repeated",
    "not_processed_publication",
    "not_processed_excessive",
    "not_processed_confirmation",
    "other_not_corrected",
    "other_fee_unpaid",
    "other_misc",
};

inline constexpr Identity requests_identities[] = {
    {"E1", Axis::rows, applicant_parts, total},
    {"E2", Axis::columns, results, total_processed},
    {"E3", Axis::columns, requests_in, requests_out},
};

inline constexpr Block requests_blocks[] = {{"", "", applicants, requests_rows}};

inline constexpr Table tables[] = {
    {TableId::disclosure, "disclosure", "主动公开政府信息情况", disclosure_blocks, {}},
    {TableId::requests, "requests", "收到和处理政府信息公开申请情况", requests_blocks, requests_identities},
    review,
};

inline constexpr Form form = {"2021", 2021, "国办公开办函〔2021〕30号", tables};
static_assert(well_formed(form));
static_assert(cell_count(form) == 200);

}  // namespace nianbao::grammar::forms::edition2021
