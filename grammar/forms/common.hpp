// What both editions of the form print alike: the applicants (columns of table 三) and table 四.
#pragma once

#include "grammar/form.hpp"

namespace nianbao::grammar::forms {

inline constexpr Column applicants[] = {
    {"natural_person", "自然人"},
    {"business", "商业企业"},
    {"research_institution", "科研机构"},
    {"public_interest", "社会公益组织", Unit::count, "社会公益"},
    {"legal_service", "法律服务机构", Unit::count, "法律服务"},
    {"other", "其他"},
    {"total", "总计", Unit::count, "合计"},
};

inline constexpr std::string_view applicant_parts[] = {"natural_person",  "business",      "research_institution",
                                                       "public_interest", "legal_service", "other"};
inline constexpr std::string_view requests_in[] = {"new_received", "carried_over_in"};
inline constexpr std::string_view requests_out[] = {"total_processed", "carried_over_out"};
inline constexpr std::string_view total_processed[] = {"total_processed"};
inline constexpr std::string_view total[] = {"total"};

inline constexpr std::string_view results_group = "三、本年度办理结果";
inline constexpr std::string_view denied_group = "（三）不予公开";
inline constexpr std::string_view unavailable_group = "（四）无法提供";
inline constexpr std::string_view not_processed_group = "（五）不予处理";
inline constexpr std::string_view other_group = "（六）其他处理";

inline constexpr Column outcomes[] = {
    {"upheld", "结果维持"},
    {"corrected", "结果纠正"},
    {"other", "其他结果"},
    {"pending", "尚未审结"},
    {"total", "总计", Unit::count, "合计"},
};

inline constexpr Row challenges[] = {
    {"reconsideration", "行政复议"},
    {"litigation_direct", "未经复议直接起诉", "行政诉讼"},
    {"litigation_after_reconsideration", "复议后起诉", "行政诉讼"},
};

inline constexpr Block review_blocks[] = {{"", "", outcomes, challenges}};
inline constexpr std::string_view outcome_parts[] = {"upheld", "corrected", "other", "pending"};
inline constexpr Identity review_identities[] = {{"E4", Axis::rows, outcome_parts, total}};

inline constexpr Table review = {TableId::review, "review", "政府信息公开行政复议、行政诉讼情况", review_blocks,
                                 review_identities};

}  // namespace nianbao::grammar::forms
