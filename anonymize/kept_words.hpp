// Words that a copy keeps beside those of the form: every report has them, they name nobody, and the compiler finds its
// way by them. And the characters that invented text is made of, which are in none of these words. Data only.
#pragma once

#include <string_view>

namespace nianbao::anonymize {

inline constexpr std::u32string_view kept_words[] = {
    // of titles
    U"政府信息公开工作年度报告", U"政府信息公开工作", U"政府信息公开", U"信息公开", U"政务公开", U"政府", U"年度报告",
    U"年度工作报告", U"工作报告", U"年度总结", U"年报", U"年度", U"关于公布", U"关于发布", U"关于", U"公布", U"标题",
    // of headings
    U"总体情况", U"总体概况", U"基本情况", U"工作概述", U"概况", U"概述", U"主动公开政府信息情况",
    U"收到和处理政府信息公开申请情况", U"政府信息公开行政复议", U"行政复议", U"行政诉讼", U"诉讼情况",
    U"因政府信息公开工作被申请行政复议", U"提起行政诉讼情况", U"存在的主要问题及改进情况", U"存在问题及改进情况",
    U"政府信息公开工作存在的主要问题及改进情况", U"其他需要报告的事项", U"需要说明的其他事项", U"主动公开政府信息",
    U"主动公开信息情况", U"主动公开", U"依申请公开", U"政府信息管理", U"平台建设", U"监督保障", U"复议", U"诉讼",
    U"申请", U"不予", U"问题", U"改进", U"其他", U"其它", U"报告", U"说明", U"事项",
    // of the sentences that every report begins with
    U"中华人民共和国政府信息公开条例", U"本报告", U"根据", U"按照", U"要求", U"位置", U"编制", U"期限", U"统计期限",
    U"统计时间", U"时间范围", U"统计区间", U"统计周期", U"起至", U"始至", U"日起", U"日始", U"日止", U"勾稽关系",
    U"第三项加第四项", U"备注", U"单位",
    // in front of what is told of the agency
    U"邮政编码", U"邮编", U"邮码", U"电话号码", U"联系电话", U"咨询电话", U"办公电话", U"监督电话", U"电话",
    U"联系方式", U"传真", U"电子邮箱", U"电子信箱", U"电子邮件", U"邮箱地址", U"邮箱", U"联系人", U"网址", U"网站地址",
    U"网络地址", U"链接地址", U"办公时间", U"工作时间", U"邮寄地址", U"地址",
    // of the page around the report
    U"扫一扫", U"返回顶部", U"返回首页", U"返回上一", U"上一篇", U"下一篇", U"上一条", U"下一条", U"关闭窗口",
    U"打印本页", U"分享到", U"分享至", U"版权所有", U"主办单位", U"承办单位", U"备案", U"公网安备", U"网站标识码",
    U"网站地图", U"联系我们", U"您的位置", U"现在的位置", U"当前位置", U"浏览次数", U"点击次数", U"阅读次数", U"访问量",
    U"责任编辑", U"信息来源", U"文章来源", U"字体大小", U"收藏本站", U"设为首页", U"无障碍浏览", U"技术支持",
    U"发布时间", U"发布日期", U"发文日期", U"发文字号", U"成文日期", U"公开日期", U"公开时间", U"生成日期", U"来源",
    U"索引号", U"文号", U"发布机构", U"发文机关", U"公开机构", U"主题分类", U"作者", U"编辑", U"浏览量", U"点击数",
    U"字号", U"字体", U"日期", U"时间", U"名称", U"有效性", U"公开方式", U"信息名称", U"打印", U"分享", U"关闭",
    U"首页", U"收藏", U"微信", U"微博", U"上页", U"下页", U"返回",
    // in the place of a number, or beside one
    U"暂无", U"没有", U"未增未减", U"未增减", U"无增减", U"不增不减", U"无变化", U"没有变化", U"未变化", U"未变",
    U"不变", U"持平", U"不适用", U"不涉及", U"未涉及", U"增加了", U"增加", U"新增", U"增长", U"减少了", U"减少",
    U"下降", U"左右", U"以上", U"以下", U"估算", U"预估", U"人民币"};

/// Kept, too: what the names of agencies and places end with. In front of them stand names.
inline constexpr std::u32string_view name_ends[] = {
    U"人民政府", U"委员会", U"办公室", U"办事处", U"管委会", U"联合会", U"街道", U"中心", U"大队", U"支队", U"公司",
    U"集团",     U"银行",   U"大学",   U"学院",   U"学校",   U"医院",   U"协会", U"学会", U"总会", U"海关",
};
inline constexpr std::u32string_view place_end_characters = U"省市县区旗盟州镇乡村";
inline constexpr std::u32string_view organ_end_characters = U"局厅委院所馆";

/// Only at the end of a title's agency.
inline constexpr std::u32string_view agency_end_characters = U"部办处队站社团校府";

/// Words with such a character that end no name.
inline constexpr std::u32string_view other_words[] = {
    U"市场",   U"城市",   U"城乡",   U"城镇",   U"乡镇", U"村镇", U"乡村", U"社区", U"园区", U"开发区",
    U"保护区", U"风景区", U"度假区", U"示范区", U"库区", U"灾区", U"校区", U"专区", U"片区", U"区域",
    U"区划",   U"区分",   U"联盟",   U"国旗",   U"上市", U"全市", U"本市", U"全县", U"本县", U"全省",
    U"本省",   U"全区",   U"本区",   U"所有",   U"所属", U"委托", U"村民", U"农村", U"区别", U"节省",
};

/// Kept beside a digit.
inline constexpr std::u32string_view beside_digits =
    U"年月日号时分秒第元万亿千百件项批次条个份宗起例家户笔部篇张卷类种人期册余多约近增减至到自";

/// Kept at the end of a line: it tells whether the next one goes on, and what is a figure.
inline constexpr std::u32string_view at_line_ends = U"第的和及与在对将由件项元次批万亿";

/// Latin letters that stand together, kept in any case.
inline constexpr std::u32string_view kept_letters[] = {
    U"http",  U"https", U"www", U"com",  U"cn",    U"gov",      U"org",    U"net", U"edu",       U"html", U"htm",
    U"shtml", U"jsp",   U"php", U"mail", U"email", U"bookmark", U"goback", U"icp", U"copyright", U"and",
};

/// What invented text is made of.
inline constexpr std::u32string_view invented_characters =
    U"桐柏枫榆槐柳杉樟桂梨桃杏梅李橘柚枣栗莲荷菊兰葵蔷薇茉藤萝蕨苔芦苇荻蒲茶麦稻粟黍豆瓜葱姜蒜芹菠茄藕笋菇梧桑麻棉"
    U"霜露霞虹霰雾岚晨曦暮晴雨雪冰霁溪涧泉瀑潭渚湾滩礁岩崖峰岭峡谷丘壑洲屿沙砾玉珠琥珀瓷陶釉琴笛箫瑟鼓钟铃磬"
    U"鹤雁鹭鸥莺燕雀鹊鸦鹃鹰隼鹿麋狐貂獭兔鲤鲫鲈鳜虾蟹蚌螺蝶蜂蝉萤蛙帆舟桨篷缆锚灯烛炉釜瓢勺碗碟杯壶篮筐伞扇"
    U"梳镜针线绸缎纱绒棕橙紫蓝绿翠黛赭";

}  // namespace nianbao::anonymize
